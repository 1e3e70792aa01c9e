import { PromiseStateName } from 'backstage-plugin-kratix-common';

/** States of Promises, the worst first. */
export const PROMISE_STATES: PromiseStateName[] = [
  'Unavailable',
  'Unknown',
  'Paused',
  'Deleting',
  'Available',
];

/** In which order Promises can be shown. */
export const PROMISE_ORDERS = [
  'title',
  'state',
  'failing',
  'requests',
  'activity',
] as const;

export type PromiseOrder = (typeof PROMISE_ORDERS)[number];

export type PromiseView = 'cards' | 'table';

/** What of the list is shown and how, as it is kept in the page's address. */
export interface PromiseQuery {
  /** Words to search for, as typed. */
  q: string;
  platform?: string;
  state?: PromiseStateName;
  order: PromiseOrder;
  descending: boolean;
  /** Default: by how many there are. */
  view?: PromiseView;
}

/** Reads the query from the address; what makes no sense there is left out. */
export function readPromiseQuery(params: URLSearchParams): PromiseQuery {
  const sort = params.get('sort') ?? '';
  const view = params.get('view');
  return {
    q: params.get('q') ?? '',
    platform: params.get('platform') || undefined,
    state: PROMISE_STATES.find(name => name === params.get('state')),
    order:
      PROMISE_ORDERS.find(name => name === sort.replace(/^-/, '')) ?? 'title',
    descending: sort.startsWith('-'),
    view: view === 'cards' || view === 'table' ? view : undefined,
  };
}

/** The address's part for a query; defaults are left out. */
export function writePromiseQuery(query: PromiseQuery): URLSearchParams {
  const sort = `${query.descending ? '-' : ''}${query.order}`;
  const entries = {
    q: query.q,
    platform: query.platform,
    state: query.state,
    sort: sort === 'title' ? undefined : sort,
    view: query.view,
  };
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(entries)) {
    if (value) {
      params.set(key, value);
    }
  }
  return params;
}

/** Whether the query leaves out any Promise. */
export const isFiltered = ({ q, platform, state }: PromiseQuery) =>
  !!(q.trim() || platform || state);
