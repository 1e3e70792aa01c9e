/** A JSON object. */
export type JsonMap = Record<string, unknown>;

export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether two JSON values are the same; the order of keys does not matter. */
export function jsonEquals(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return (
      left.length === right.length &&
      left.every((item, index) => jsonEquals(item, right[index]))
    );
  }
  if (isJsonMap(left) && isJsonMap(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every(
        key => Object.hasOwn(right, key) && jsonEquals(left[key], right[key]),
      )
    );
  }
  return left === right;
}

/**
 * Leaves out members that are null, outside of arrays. To an API server null means absent there, and
 * a JSON merge patch cannot say anything else.
 */
export function withoutNulls(value: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([key, member]) => [
        key,
        isJsonMap(member) ? withoutNulls(member) : member,
      ]),
  );
}

/**
 * The JSON merge patch (RFC 7396) that turns one object into another. Members that are gone are
 * nulled.
 *
 * @param desired - without nulls, see {@link withoutNulls}
 * @returns undefined where there is nothing to change
 */
export function createMergePatch(
  live: JsonMap,
  desired: JsonMap,
): JsonMap | undefined {
  const patch: [string, unknown][] = [];
  for (const key of Object.keys(live)) {
    if (!Object.hasOwn(desired, key)) {
      patch.push([key, null]);
    }
  }
  for (const [key, value] of Object.entries(desired)) {
    const current = Object.hasOwn(live, key) ? live[key] : undefined;
    if (isJsonMap(current) && isJsonMap(value)) {
      const inner = createMergePatch(current, value);
      if (inner) {
        patch.push([key, inner]);
      }
    } else if (!jsonEquals(current, value)) {
      patch.push([key, value]);
    }
  }
  return patch.length ? Object.fromEntries(patch) : undefined;
}
