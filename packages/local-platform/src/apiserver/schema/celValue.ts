import { isJsonObject, JsonObject } from '../json';
import { memberSchema, Schema } from './Schema';

const reserved = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while'.split(
    ' ',
  ),
);

/** How a property that is no CEL identifier is written in a rule: https://kubernetes.io/docs/reference/using-api/cel/ */
export function escapeProperty(name: string): string {
  if (reserved.has(name)) return `__${name}__`;
  return name
    .replace(/__/g, '__underscores__')
    .replace(/\./g, '__dot__')
    .replace(/-/g, '__dash__')
    .replace(/\//g, '__slash__');
}

/**
 * The value that a CEL rule sees: integers are ints (bigint), numbers doubles, date-times timestamps; properties
 * that the schema does not declare are hidden, as in Kubernetes.
 */
export function toCelValue(value: unknown, schema: Schema): unknown {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') {
    return schema.type !== 'number' && Number.isSafeInteger(value)
      ? BigInt(value)
      : value;
  }
  if (typeof value === 'string') {
    if (schema.format === 'date-time') {
      const time = new Date(value);
      return Number.isNaN(time.getTime()) ? value : time;
    }
    return value;
  }
  if (Array.isArray(value)) {
    return value.map(item => toCelValue(item, schema.items ?? {}));
  }
  if (!isJsonObject(value)) return value;
  const result: JsonObject = {};
  const embedded = schema['x-kubernetes-embedded-resource'];
  for (const [key, child] of Object.entries(value)) {
    const childSchema = memberSchema(schema, key);
    const declared =
      schema.properties !== undefined && Object.hasOwn(schema.properties, key);
    if (
      childSchema ||
      embedded ||
      schema['x-kubernetes-preserve-unknown-fields'] ||
      schema.additionalProperties === true
    ) {
      result[declared ? escapeProperty(key) : key] = toCelValue(
        child,
        childSchema ?? {},
      );
    }
  }
  return result;
}
