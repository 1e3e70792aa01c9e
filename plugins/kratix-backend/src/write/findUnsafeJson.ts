/** API servers refuse what is nested much deeper; walks over an object call themselves. */
const MAX_DEPTH = 64;

/**
 * Looks through a parsed body for what later steps would drop in silence or fail on: keys that reach
 * into prototypes, and nesting without end.
 *
 * @returns what is wrong, or undefined
 */
export function findUnsafeJson(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (depth > MAX_DEPTH) {
    return `nested deeper than ${MAX_DEPTH} levels`;
  }
  for (const [key, child] of Object.entries(value)) {
    const found =
      key === '__proto__'
        ? 'the key __proto__ is not allowed'
        : findUnsafeJson(child, depth + 1);
    if (found) {
      return found;
    }
  }
  return undefined;
}
