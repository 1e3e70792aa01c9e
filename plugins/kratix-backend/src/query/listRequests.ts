import { KratixRequest } from 'backstage-plugin-kratix-common';
import { decodeCursor, encodeCursor } from './cursor';
import { ListQuery } from './listQuery';
import { RequestRow, ROW_KEYS } from './requestOrder';
import { RequestTable, StateCounts } from './RequestTable';

/** A page of requests. */
export interface ListResult {
  items: RequestRow[];
  totalItems: number;
  nextCursor?: string;
  /** Of all that match, before the filter by state. */
  counts: StateCounts;
}

/**
 * Reads a page, which starts right behind the last item of the page before, whatever has come or gone
 * since.
 *
 * @param isReadable - what the caller may read; left out where that is everything
 */
export function listRequests(
  table: RequestTable,
  query: ListQuery,
  isReadable?: (request: KratixRequest) => boolean,
): ListResult {
  const { platform, promise, namespace, owner, state: states, limit } = query;
  const isFound = query.q ? mentions(query.q) : undefined;
  const filter = {
    platform,
    promise,
    namespace,
    owner,
    matches:
      isReadable && isFound
        ? (request: KratixRequest) => isReadable(request) && isFound(request)
        : isReadable ?? isFound,
  };
  const { orderField: field, descending } = query;
  const order = `${descending ? '-' : ''}${field}`;
  const after = query.cursor ? decodeCursor(order, query.cursor) : undefined;
  const counts = table.count(filter);
  const rows = table.list(
    { ...filter, states },
    { field, descending, after, limit: limit + 1 },
  );
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    totalItems: Object.entries(counts)
      .filter(([name]) => !states.length || states.some(one => one === name))
      .reduce((sum, [, count]) => sum + count, 0),
    nextCursor:
      last && rows.length > limit
        ? encodeCursor(order, { key: ROW_KEYS[field](last), ref: last.ref })
        : undefined,
    counts,
  };
}

/** Names are in lower case, as Kubernetes asks for it. */
function mentions(q: string): (request: KratixRequest) => boolean {
  const text = q.toLocaleLowerCase('en-US');
  return ({ ref, message }) =>
    ref.name.includes(text) ||
    ref.namespace.includes(text) ||
    ref.promise.includes(text) ||
    (message?.toLocaleLowerCase('en-US').includes(text) ?? false);
}
