import { z } from 'zod';
import { badRequest } from '../statusErrors';

const flag = z
  .enum(['true', 'false', '1', '0', ''])
  .transform(value => value === 'true' || value === '1')
  .optional();
const count = z
  .string()
  .regex(/^\d{1,15}$/, 'must be a whole number')
  .transform(Number)
  .optional();
const text = z.string().optional();

const querySchema = z.object({
  labelSelector: text,
  fieldSelector: text,
  limit: count,
  continue: text,
  resourceVersion: text,
  resourceVersionMatch: z.enum(['', 'Exact', 'NotOlderThan']).optional(),
  watch: flag,
  allowWatchBookmarks: flag,
  sendInitialEvents: z
    .enum(['true', 'false', '1', '0'])
    .transform(value => value === 'true' || value === '1')
    .optional(),
  timeoutSeconds: count,
  dryRun: z.enum(['', 'All']).optional(),
  fieldValidation: z.enum(['', 'Strict', 'Warn', 'Ignore']).optional(),
  fieldManager: z.string().max(128).optional(),
  force: flag,
  propagationPolicy: z.enum(['Background', 'Foreground', 'Orphan']).optional(),
  includeObject: z.enum(['', 'None', 'Metadata', 'Object']).optional(),
  container: text,
  follow: flag,
  previous: flag,
  timestamps: flag,
  tailLines: count,
  sinceSeconds: count,
  sinceTime: text,
  limitBytes: count,
});

/** The query parameters of the API, as far as they are acted upon. */
export type Query = z.output<typeof querySchema>;

/** Reads the query of a request; unknown parameters are ignored. Throws a 400 Status that names the parameter. */
export function readQuery(parameters: URLSearchParams): Query {
  const parsed = querySchema.safeParse(Object.fromEntries(parameters));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `invalid query parameter ${issue.path.join('.')}: ${issue.message}`,
    );
  }
  return parsed.data;
}

/** A resource version as a number. Throws a 400 Status for what never was one. */
export function readVersion(version: string): number {
  if (!/^\d{1,15}$/.test(version)) {
    throw badRequest(`Invalid value: "${version}": resourceVersion`);
  }
  return Number(version);
}
