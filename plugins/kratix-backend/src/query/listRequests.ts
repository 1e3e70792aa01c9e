import {
  KratixRequest,
  REQUEST_STATES,
  RequestState,
  RequestStateName,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { decodeCursor, encodeCursor, Position } from './cursor';
import { ListQuery, OrderField } from './listQuery';

/** A request with its state. */
export interface ListedRequest {
  request: KratixRequest;
  state: RequestState;
}

/** A page of requests. */
export interface ListResult<T extends ListedRequest> {
  items: T[];
  totalItems: number;
  nextCursor?: string;
  /** States of all that match, before the filter by state. */
  states: RequestStateName[];
}

const ORDER_KEYS: Record<OrderField, (item: ListedRequest) => string> = {
  name: ({ request }) => request.ref.name,
  namespace: ({ request }) => request.ref.namespace,
  promise: ({ request }) => request.ref.promise,
  platform: ({ request }) => request.ref.platform,
  createdAt: ({ request }) => request.createdAt ?? '',
  owner: ({ request }) => request.owner ?? '',
  state: ({ state }) =>
    String(REQUEST_STATES.indexOf(state.name)).padStart(2, '0'),
};

/**
 * Filters, orders and cuts a list of requests. A page starts right behind the last item of the page
 * before, whatever has come or gone since.
 *
 * @param all - what the caller may read, of the platforms and Promises asked for
 */
export function listRequests<T extends ListedRequest>(
  all: T[],
  query: ListQuery,
): ListResult<T> {
  const matching = all.filter(item => matches(item, query));
  const inState = query.state.length
    ? matching.filter(({ state }) => query.state.includes(state.name))
    : matching;
  const direction = query.descending ? -1 : 1;
  const order = `${query.descending ? '-' : ''}${query.orderField}`;
  const sorted = inState
    .map(item => ({
      item,
      key: ORDER_KEYS[query.orderField](item),
      ref: stringifyRequestRef(item.request.ref),
    }))
    .sort((left, right) => direction * comparePositions(left, right));
  const after = query.cursor && decodeCursor(order, query.cursor);
  const start = after
    ? sorted.findIndex(
        position => direction * comparePositions(position, after) > 0,
      )
    : 0;
  const page = start < 0 ? [] : sorted.slice(start, start + query.limit);
  const last = page.at(-1);
  const isLastPage = start < 0 || start + query.limit >= sorted.length;
  return {
    items: page.map(({ item }) => item),
    totalItems: sorted.length,
    nextCursor: last && !isLastPage ? encodeCursor(order, last) : undefined,
    states: matching.map(({ state }) => state.name),
  };
}

function comparePositions(left: Position, right: Position): number {
  return compare(left.key, right.key) || compare(left.ref, right.ref);
}

/** By code unit: the same on every machine, so that a cursor means the same to every replica. */
function compare(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}

function matches({ request }: ListedRequest, query: ListQuery): boolean {
  const { ref, message, owner } = request;
  const text = query.q?.toLocaleLowerCase('en-US');
  return (
    (query.namespace === undefined || ref.namespace === query.namespace) &&
    (query.owner === undefined || owner === query.owner) &&
    (!text ||
      [ref.name, ref.namespace, ref.promise, message ?? ''].some(value =>
        value.toLocaleLowerCase('en-US').includes(text),
      ))
  );
}
