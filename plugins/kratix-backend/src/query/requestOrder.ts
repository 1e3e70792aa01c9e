import {
  KratixRequest,
  REQUEST_STATES,
  RequestState,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';

import { activityOf } from './activityOf';

/** A request with its state, as lists show it. */
export interface RequestRow {
  /** `platform/promise/namespace/name` */
  ref: string;
  /** What a search looks through, in lower case. */
  text: string;
  request: KratixRequest;
  state: RequestState;
  /** When it last changed, RFC 3339. */
  activity?: string;
}

export function toRow(request: KratixRequest, state: RequestState): RequestRow {
  const ref = stringifyRequestRef(request.ref);
  const text = `${ref}\n${request.message ?? ''}`.toLocaleLowerCase('en-US');
  return { ref, text, request, state, activity: activityOf(request) };
}

/** What a list of requests can be ordered by. */
export const ORDER_FIELDS = [
  'name',
  'namespace',
  'promise',
  'platform',
  'createdAt',
  'changedAt',
  'owner',
  'state',
] as const;

/** One of {@link ORDER_FIELDS}. */
export type OrderField = (typeof ORDER_FIELDS)[number];

/**
 * A place in an ordered list: right behind the item with this key and ref, whether or not that item
 * still exists.
 */
export interface Position {
  key: string;
  ref: string;
}

/** What rows are ordered by, and found by. */
export const ROW_KEYS: Record<OrderField, (row: RequestRow) => string> = {
  name: ({ request }) => request.ref.name,
  namespace: ({ request }) => request.ref.namespace,
  promise: ({ request }) => request.ref.promise,
  platform: ({ request }) => request.ref.platform,
  createdAt: ({ request }) => request.createdAt ?? '',
  changedAt: ({ activity }) => activity ?? '',
  owner: ({ request }) => request.owner ?? '',
  state: ({ state }) =>
    String(REQUEST_STATES.indexOf(state.name)).padStart(2, '0'),
};

/** By code unit: the same on every machine, so that a cursor means the same to every replica. */
export function compare(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  return left < right ? -1 : 1;
}
