/** What is at a path of keys in parsed JSON; undefined where there is nothing. */
export function at(value: unknown, ...keys: Array<string | number>): unknown {
  let found = value;
  for (const key of keys) {
    if (typeof found !== 'object' || found === null) {
      return undefined;
    }
    found = Object.entries(found).find(([name]) => name === String(key))?.[1];
  }
  return found;
}

/** The text at a path; empty where there is none. */
export function textAt(value: unknown, ...keys: Array<string | number>) {
  const found = at(value, ...keys);
  return typeof found === 'string' ? found : '';
}

/** The list at a path; empty where there is none. */
export function listAt(value: unknown, ...keys: Array<string | number>) {
  const found = at(value, ...keys);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

/** The condition of that type in an object's status. */
export function conditionOf(object: unknown, type: string): unknown {
  return listAt(object, 'status', 'conditions').find(
    condition => at(condition, 'type') === type,
  );
}
