import { PromiseSummary, REQUEST_STATES } from 'backstage-plugin-kratix-common';
import { requestStateTone } from '../components/tone';
import { matchesText } from './matchesText';
import { PROMISE_STATES, PromiseOrder, PromiseQuery } from './promiseQuery';

/** How many requests of a Promise there are. */
export const requestTotal = ({ requestCounts }: PromiseSummary) =>
  REQUEST_STATES.reduce((sum, name) => sum + (requestCounts[name] ?? 0), 0);

/** How many of them somebody has to look at. */
export const failingTotal = ({ requestCounts }: PromiseSummary) =>
  REQUEST_STATES.filter(name => requestStateTone(name) === 'danger').reduce(
    (sum, name) => sum + (requestCounts[name] ?? 0),
    0,
  );

type Compare = (a: PromiseSummary, b: PromiseSummary) => number;

const byTitle: Compare = (a, b) =>
  a.title.localeCompare(b.title, undefined, { numeric: true }) ||
  a.platform.localeCompare(b.platform) ||
  a.name.localeCompare(b.name);

// A state that a newer backend reports comes first: somebody should look at it.
const rank = ({ state }: PromiseSummary) => PROMISE_STATES.indexOf(state.name);

const activity = ({ lastActivity }: PromiseSummary) =>
  (lastActivity && Date.parse(lastActivity)) || 0;

const ORDERS: Record<PromiseOrder, Compare> = {
  title: byTitle,
  state: (a, b) => rank(a) - rank(b),
  failing: (a, b) => failingTotal(a) - failingTotal(b),
  requests: (a, b) => requestTotal(a) - requestTotal(b),
  activity: (a, b) => activity(a) - activity(b),
};

/** The Promises that a query asks for, in its order; equals by their titles. */
export function arrangePromises(
  promises: PromiseSummary[],
  query: PromiseQuery,
): PromiseSummary[] {
  const { q, platform, state, order, descending } = query;
  const compare = ORDERS[order];
  return promises
    .filter(
      promise =>
        (!platform || promise.platform === platform) &&
        (!state || promise.state.name === state) &&
        matchesText(promise, q),
    )
    .sort((a, b) => (descending ? -1 : 1) * compare(a, b) || byTitle(a, b));
}
