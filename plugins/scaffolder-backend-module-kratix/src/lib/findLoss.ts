/** API servers refuse what is nested much deeper; YAML can even lead back into itself. */
const MAX_DEPTH = 64;

/**
 * Looks for what would be dropped or changed in silence on its way to Kubernetes: what JSON does not
 * hold, and keys that reach into prototypes.
 *
 * @param path - of the value, for the message
 * @returns what is wrong and where, or undefined
 */
export function findLoss(
  value: unknown,
  path: string,
  depth = 0,
): string | undefined {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) {
      return `${path}: ${value} is no number that JSON holds`;
    }
    return Number.isInteger(value) && !Number.isSafeInteger(value)
      ? `${path}: the number is too large to be kept exactly; write it as text, in quotes`
      : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return undefined;
  }
  if (depth > MAX_DEPTH) {
    return `${path.slice(0, 100)}…: nested deeper than ${MAX_DEPTH} levels`;
  }
  for (const [key, child] of Object.entries(value)) {
    const found =
      key === '__proto__'
        ? `${path}: the key __proto__ is not allowed`
        : findLoss(child, `${path}.${key}`, depth + 1);
    if (found) {
      return found;
    }
  }
  return undefined;
}
