import { RequestStateName } from 'backstage-plugin-kratix-common';
import { KratixRequestPredicate, RequestGroups } from '../permissions';
import { RequestRow, ROW_KEYS } from './requestOrder';

const FIELDS = ['platform', 'promise', 'namespace', 'owner'] as const;

/** What requests are narrowed to; all that is given must match. */
export interface RequestFilter
  extends Partial<Record<(typeof FIELDS)[number], string>> {
  /** In lower case: a part of the name, namespace, Promise, platform or message. */
  text?: string;
  /** What the caller may read; everything when left out. */
  readable?: KratixRequestPredicate;
}

/** @returns undefined where every row matches */
export function toTest(
  filter: RequestFilter,
): ((row: RequestRow) => boolean) | undefined {
  const { text, readable } = filter;
  const tests: ((row: RequestRow) => boolean)[] = FIELDS.filter(
    field => filter[field] !== undefined,
  ).map(field => row => ROW_KEYS[field](row) === filter[field]);
  if (text) {
    tests.push(row => row.text.includes(text));
  }
  if (readable) {
    tests.push(({ request }) => readable(request));
  }
  return tests.length ? row => tests.every(matches => matches(row)) : undefined;
}

/** Several answers to where all rows are that match: each alone holds them all. */
export function whereToLook(filter: RequestFilter): RequestGroups[][] {
  const ways = FIELDS.flatMap(field => {
    const value = filter[field];
    return value === undefined ? [] : [[{ field, values: [value] }]];
  });
  return filter.readable?.within ? [...ways, filter.readable.within] : ways;
}

/** How many requests are in each state; a state that none is in is left out. */
export type StateCounts = Partial<Record<RequestStateName, number>>;

export function countStates(rows: RequestRow[]): StateCounts {
  const counts: StateCounts = {};
  for (const { state } of rows) {
    counts[state.name] = (counts[state.name] ?? 0) + 1;
  }
  return counts;
}
