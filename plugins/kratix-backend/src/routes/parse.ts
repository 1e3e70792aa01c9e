import { InputError } from '@backstage/errors';
import { RequestRef } from 'backstage-plugin-kratix-common';
import { z } from 'zod';

/** Keys that are quoted may be as long as the body, and messages go to the audit log. */
const LONGEST_MESSAGE = 2_000;

/**
 * Parses what came from outside.
 *
 * @param what - what it is, for the message
 * @throws InputError that names each field and what is wrong with it
 */
export function parse<T extends z.ZodTypeAny>(
  schema: T,
  value: unknown,
  what: string,
): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  const issues = parsed.error.issues.map(({ path, message }) =>
    path.length ? `${path.join('.')}: ${message}` : message,
  );
  const faults = issues.join('; ');
  throw new InputError(
    `The ${what} is not valid: ${
      faults.length > LONGEST_MESSAGE
        ? `${faults.slice(0, LONGEST_MESSAGE)}…`
        : faults
    }`,
  );
}

const refSchema = z.object({
  platform: z.string(),
  promise: z.string(),
  namespace: z.string(),
  name: z.string(),
});

/** Reads the address of a request from a route's parameters. */
export function parseRef(params: unknown): RequestRef {
  return parse(refSchema, params, 'path');
}

/** The route of one request. */
export const REQUEST_ROUTE = '/requests/:platform/:promise/:namespace/:name';
