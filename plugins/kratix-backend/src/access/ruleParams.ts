import { z } from 'zod';

/** A Standard Schema (https://standardschema.dev) that can be turned into JSON Schema. */
export interface RuleParams<T> {
  '~standard': {
    version: 1;
    vendor: string;
    types?: { input: T; output: T };
    validate(
      value: unknown,
    ): { value: T; issues?: undefined } | { issues: { message: string }[] };
    jsonSchema: {
      input(): Record<string, unknown>;
      output(): Record<string, unknown>;
    };
  };
}

/** Gives the parameters of a permission rule the form that Backstage asks for. */
export function ruleParams<T>(
  schema: z.ZodType<T>,
  jsonSchema: {
    properties: Record<string, Record<string, unknown>>;
    required: string[];
  },
): RuleParams<T> {
  const toJsonSchema = () => ({
    type: 'object',
    additionalProperties: false,
    ...jsonSchema,
  });
  return {
    '~standard': {
      version: 1,
      vendor: 'kratix',
      validate: value => {
        const parsed = schema.safeParse(value);
        return parsed.success
          ? { value: parsed.data }
          : { issues: parsed.error.issues };
      },
      jsonSchema: { input: toJsonSchema, output: toJsonSchema },
    },
  };
}
