/** A JSON object whose content is not known. */
export type JsonObject = Record<string, unknown>;

/** True for JSON objects: neither null nor an array. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Deep copy of a JSON value. */
export function cloneJson<T>(value: T): T {
  return structuredClone(value);
}

/** Equality of JSON values, whatever the order of keys; a member that is undefined counts as absent. */
export function equalJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return (
      a.length === b.length && a.every((one, index) => equalJson(one, b[index]))
    );
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every(key => equalJson(a[key], b[key]));
}

/** The member of that name, or an empty object when there is none or it is no object. */
export function objectAt(parent: unknown, key: string): JsonObject {
  const value = isJsonObject(parent) ? parent[key] : undefined;
  return isJsonObject(value) ? value : {};
}

/** The string member of that name, or ''. */
export function stringAt(parent: unknown, key: string): string {
  const value = isJsonObject(parent) ? parent[key] : undefined;
  return typeof value === 'string' ? value : '';
}

/** The array member of that name, or an empty array. */
export function arrayAt(parent: unknown, key: string): unknown[] {
  const value = isJsonObject(parent) ? parent[key] : undefined;
  return Array.isArray(value) ? value : [];
}

/** JSON nested deeper than this is refused: every walk over an object may recurse. */
const maxDepth = 100;

/**
 * Finds what no later walk may meet: nesting beyond 100 levels, and keys that would reach an object's
 * prototype. Gives the reason, or undefined.
 */
export function unsafeJson(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth >= maxDepth) return `nested deeper than ${maxDepth} levels`;
  for (const [key, child] of Object.entries(value)) {
    if (key === '__proto__') return 'the key "__proto__" is not accepted';
    const found = unsafeJson(child, depth + 1);
    if (found) return found;
  }
  return undefined;
}
