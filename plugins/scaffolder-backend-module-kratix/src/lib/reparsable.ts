import { TemplateActionOptions } from '@backstage/plugin-scaffolder-node';

type SchemaFunctions = NonNullable<
  NonNullable<TemplateActionOptions['schema']>['input']
>;

/** The zod that the scaffolder hands to schemas in function form. */
export type Zod = Parameters<SchemaFunctions[string]>[0];

/**
 * An action's schema that can parse as well. The scaffolder turns schemas into JSON Schema and checks
 * only that, so refinements and defaults would be lost.
 */
export function reparsable<T extends { parse(value: unknown): unknown }>(
  define: (z: Zod) => T,
) {
  let defined: T | undefined;
  return {
    schema: (z: Zod): T => {
      defined = define(z);
      return defined;
    },
    /** Rejects what does not fit, and fills in defaults. */
    parse: (value: unknown): ReturnType<T['parse']> => {
      if (!defined) {
        throw new Error('The schema is parsed before the action is created');
      }
      // `parse` of a generic schema is known only by its constraint here.
      return defined.parse(value) as ReturnType<T['parse']>;
    },
  };
}
