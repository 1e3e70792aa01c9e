import { isJsonObject } from '../json';
import { memberSchema, Schema } from './Schema';

const resourceFields = new Set(['apiVersion', 'kind', 'metadata']);

/**
 * Removes, in place, what a structural schema does not know, and gives the paths of what was removed. `apiVersion`,
 * `kind` and `metadata` of the object itself and of embedded resources stay.
 */
export function prune(value: unknown, schema: Schema): string[] {
  const removed: string[] = [];
  walk(value, schema, '', true, removed);
  return removed;
}

function walk(
  value: unknown,
  schema: Schema,
  path: string,
  resource: boolean,
  removed: string[],
): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (!items) return;
    value.forEach((item, index) =>
      walk(item, items, `${path}[${index}]`, false, removed),
    );
    return;
  }
  if (!isJsonObject(value)) return;
  const embedded = resource || schema['x-kubernetes-embedded-resource'];
  for (const key of Object.keys(value)) {
    if (embedded && resourceFields.has(key)) continue;
    const childPath = path ? `${path}.${key}` : key;
    const child = memberSchema(schema, key);
    if (child) {
      walk(value[key], child, childPath, false, removed);
    } else if (
      schema.additionalProperties !== true &&
      !schema['x-kubernetes-preserve-unknown-fields']
    ) {
      delete value[key];
      removed.push(childPath);
    }
  }
}
