import { isJsonObject, JsonObject } from '../json';

/** Applies a JSON merge patch (RFC 7386). Neither argument is changed. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonObject(patch)) return patch;
  const result: JsonObject = isJsonObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else {
      result[key] = mergePatch(
        Object.hasOwn(result, key) ? result[key] : undefined,
        value,
      );
    }
  }
  return result;
}
