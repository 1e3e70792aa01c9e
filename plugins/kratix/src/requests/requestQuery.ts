import {
  ListRequestsOptions,
  REQUEST_STATES,
  RequestStateName,
} from 'backstage-plugin-kratix-common';

/** Rows of a page. */
export const PAGE_SIZE = 25;

/** What of the list is shown, as it is kept in the page's address. */
export interface RequestQuery {
  platform?: string;
  promise?: string;
  namespace?: string;
  owner?: string;
  state?: RequestStateName;
  q?: string;
  /** As the API takes it; a leading `-` is for descending. */
  orderField: string;
  /** How many rows come before the page, and the cursor that leads there. */
  offset: number;
  cursor?: string;
}

const DEFAULT_ORDER = 'name';

/** Reads the query from the address; what makes no sense there is left out. */
export function readQuery(params: URLSearchParams): RequestQuery {
  const text = (key: string) => params.get(key) || undefined;
  const cursor = text('cursor');
  const offset = Number(params.get('offset'));
  return {
    platform: text('platform'),
    promise: text('promise'),
    namespace: text('namespace'),
    owner: text('owner'),
    state: REQUEST_STATES.find(name => name === params.get('state')),
    q: text('q'),
    orderField: text('sort') ?? DEFAULT_ORDER,
    offset: cursor && Number.isSafeInteger(offset) && offset > 0 ? offset : 0,
    cursor,
  };
}

/** The address's part for a query; defaults are left out. */
export function writeQuery(query: RequestQuery): URLSearchParams {
  const params = new URLSearchParams();
  const { platform, promise, namespace, owner, state, q, orderField } = query;
  const { offset, cursor } = query;
  const entries = {
    platform,
    promise,
    namespace,
    owner,
    state,
    q,
    sort: orderField === DEFAULT_ORDER ? undefined : orderField,
    cursor,
    offset: cursor && offset ? String(offset) : undefined,
  };
  for (const [key, value] of Object.entries(entries)) {
    if (value) {
      params.set(key, value);
    }
  }
  return params;
}

/** The query as the API takes it. */
export function toListOptions(query: RequestQuery): ListRequestsOptions {
  const { platform, promise, namespace, owner, state, q } = query;
  const { orderField, cursor } = query;
  return {
    platform,
    promise,
    namespace,
    owner,
    state: state && [state],
    q,
    orderField,
    limit: PAGE_SIZE,
    cursor,
  };
}

/** Whether the query leaves out any request. */
export function isFiltered(query: RequestQuery): boolean {
  return !!(
    query.platform ||
    query.promise ||
    query.namespace ||
    query.owner ||
    query.state ||
    query.q
  );
}
