import { KratixRequestPredicate } from '../permissions';
import { decodeCursor, encodeCursor } from './cursor';
import { ListQuery } from './listQuery';
import { StateCounts } from './requestFilter';
import { RequestRow, ROW_KEYS } from './requestOrder';
import { RequestTable } from './RequestTable';

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
 * @param readable - what the caller may read; left out where that is everything
 */
export function listRequests(
  table: RequestTable,
  query: ListQuery,
  readable?: KratixRequestPredicate,
): ListResult {
  const { platform, promise, namespace, owner, limit } = query;
  const { orderField: field, descending } = query;
  const text = query.q?.toLocaleLowerCase('en-US');
  const order = `${descending ? '-' : ''}${field}`;
  const { rows, totalItems, counts } = table.list({
    filter: { platform, promise, namespace, owner, text, readable },
    states: query.state,
    field,
    descending,
    after: query.cursor ? decodeCursor(order, query.cursor) : undefined,
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    last && rows.length > limit
      ? encodeCursor(order, { key: ROW_KEYS[field](last), ref: last.ref })
      : undefined;
  return { items, totalItems, nextCursor, counts };
}
