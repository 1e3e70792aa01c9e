import { isDeepStrictEqual } from 'node:util';
import { Mismatch } from './Check';

const shownLength = 400;

/** A value as the table shows it. */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (text === undefined) {
    return 'nothing';
  }
  return text.length > shownLength ? `${text.slice(0, shownLength)}…` : text;
}

/** @throws Mismatch unless both are deeply equal */
export function expectEqual(what: string, seen: unknown, expected: unknown) {
  if (!isDeepStrictEqual(seen, expected)) {
    throw new Mismatch(`${what} to be ${show(expected)}`, show(seen));
  }
}

/** @throws Mismatch unless `seen` has all that `expected` has, at any depth; arrays must be as long */
export function expectMatch(what: string, seen: unknown, expected: unknown) {
  if (
    typeof expected !== 'object' ||
    expected === null ||
    typeof seen !== 'object' ||
    seen === null
  ) {
    expectEqual(what, seen, expected);
    return;
  }
  if (Array.isArray(expected)) {
    expectEqual(
      `length of ${what}`,
      Array.isArray(seen) ? seen.length : undefined,
      expected.length,
    );
  }
  const entries = new Map(Object.entries(seen));
  for (const [key, value] of Object.entries(expected)) {
    expectMatch(`${what}.${key}`, entries.get(key), value);
  }
}

/** @throws Mismatch unless `holds` */
export function expectThat(holds: boolean, expected: string, seen: unknown) {
  if (!holds) {
    throw new Mismatch(expected, show(seen));
  }
}
