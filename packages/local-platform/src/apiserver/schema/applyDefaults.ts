import { cloneJson, isJsonObject } from '../json';
import { memberSchema, Schema } from './Schema';

/**
 * Sets, in place, the defaults of a structural schema. As in Kubernetes, a null where null is not allowed counts as
 * absent, and defaults apply only inside objects that exist.
 */
export function applyDefaults(value: unknown, schema: Schema): void {
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items) value.forEach(item => applyDefaults(item, items));
    return;
  }
  if (!isJsonObject(value)) return;
  for (const [key, child] of Object.entries(schema.properties ?? {})) {
    if (Object.hasOwn(value, key) && value[key] === null && !child.nullable) {
      delete value[key];
    }
    if (!Object.hasOwn(value, key) && child.default !== undefined) {
      value[key] = cloneJson(child.default);
    }
  }
  for (const key of Object.keys(value)) {
    const child = memberSchema(schema, key);
    if (child) applyDefaults(value[key], child);
  }
}
