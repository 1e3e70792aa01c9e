import {
  KratixRequest,
  REQUEST_STATES,
  RequestRef,
  RequestStateName,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import { OrderField, Position, RequestRow, ROW_KEYS } from './requestOrder';
import { RowGroups } from './RowGroups';
import { RowOrder } from './RowOrder';

/** What requests are narrowed to; all that is given must match. */
export interface RequestFilter {
  platform?: string;
  promise?: string;
  namespace?: string;
  owner?: string;
  /** Left out: every request does. */
  matches?: (request: KratixRequest) => boolean;
}

/** How many requests are in each state; a state that none is in is left out. */
export type StateCounts = Partial<Record<RequestStateName, number>>;

const FILTER_FIELDS = ['platform', 'promise', 'namespace', 'owner'] as const;

/** States are derived anew in portions, so that other work comes in between. */
const PORTION = 200;

/** Of less than this share of the rows, sorting is cheaper than walking through the kept order. */
const LITTLE = 1 / 16;

/** The rows of groups that have none in common. */
function unite(groups: ReadonlySet<RequestRow>[]) {
  return {
    size: groups.reduce((sum, { size }) => sum + size, 0),
    rows: () => groups.flatMap(group => [...group]),
  };
}

const isEmpty = (filter: RequestFilter) =>
  !filter.matches && FILTER_FIELDS.every(field => filter[field] === undefined);

const isInState = ({ state }: RequestRow, states: RequestStateName[]) =>
  !states.length || states.includes(state.name);

function matches(row: RequestRow, filter: RequestFilter): boolean {
  return (
    FILTER_FIELDS.every(
      field =>
        filter[field] === undefined || filter[field] === ROW_KEYS[field](row),
    ) &&
    (!filter.matches || filter.matches(row.request))
  );
}

/**
 * The requests of all platforms with their states, kept so that a list costs what it shows, not what
 * there is. Changes are taken up in the background, and by the next read at the latest.
 */
export class RequestTable {
  private readonly platforms: KratixPlatforms;
  private readonly rows = new Map<string, RequestRow>();
  private readonly groups = {
    platform: new RowGroups(ROW_KEYS.platform),
    promise: new RowGroups(ROW_KEYS.promise),
    namespace: new RowGroups(ROW_KEYS.namespace),
    owner: new RowGroups(ROW_KEYS.owner),
    state: new RowGroups(({ state }) => state.name),
  };
  /** Those that somebody has asked for. */
  private readonly orders = new Map<OrderField, RowOrder>();
  private readonly stale = new Map<string, RequestRef>();
  private readonly subscriptions: (() => void)[];
  private refreshing?: NodeJS.Immediate;

  constructor(platforms: KratixPlatforms) {
    this.platforms = platforms;
    const all = platforms.all();
    this.subscriptions = all.map(platform =>
      platform.subscribeStates(ref => this.markStale(ref)),
    );
    all
      .flatMap(platform => platform.requests())
      .forEach(({ ref }) => this.markStale(ref));
  }

  close() {
    this.subscriptions.forEach(unsubscribe => unsubscribe());
    clearImmediate(this.refreshing);
  }

  /** How many of those that match are in each state. */
  count(filter: RequestFilter): StateCounts {
    this.refresh();
    const counts: StateCounts = {};
    if (isEmpty(filter)) {
      for (const state of REQUEST_STATES) {
        const { size } = this.groups.state.get(state);
        if (size) {
          counts[state] = size;
        }
      }
      return counts;
    }
    for (const row of this.fewest(filter).rows()) {
      if (matches(row, filter)) {
        counts[row.state.name] = (counts[row.state.name] ?? 0) + 1;
      }
    }
    return counts;
  }

  /** The first of those that match, in order, from behind a position. */
  list(
    filter: RequestFilter & { states: RequestStateName[] },
    order: {
      field: OrderField;
      descending: boolean;
      after?: Position;
      limit: number;
    },
  ): RequestRow[] {
    this.refresh();
    const { field, descending, after, limit } = order;
    const few = this.fewest(filter);
    const ordered =
      few.size < this.rows.size * LITTLE
        ? new RowOrder(ROW_KEYS[field], few.rows())
        : this.order(field);
    const found: RequestRow[] = [];
    for (const row of ordered.walk({ after, descending })) {
      if (found.length === limit) {
        break;
      }
      if (isInState(row, filter.states) && matches(row, filter)) {
        found.push(row);
      }
    }
    return found;
  }

  /** The fewest rows among which all that match are. */
  private fewest(filter: RequestFilter & { states?: RequestStateName[] }) {
    const { groups, rows } = this;
    const ways = FILTER_FIELDS.flatMap(field => {
      const value = filter[field];
      return value === undefined ? [] : [unite([groups[field].get(value)])];
    });
    if (filter.states?.length) {
      ways.push(unite(filter.states.map(state => groups.state.get(state))));
    }
    return ways.reduce((best, way) => (way.size < best.size ? way : best), {
      size: rows.size,
      rows: () => [...rows.values()],
    });
  }

  private order(field: OrderField): RowOrder {
    const known = this.orders.get(field);
    if (known) {
      return known;
    }
    const order = new RowOrder(ROW_KEYS[field], this.rows.values());
    this.orders.set(field, order);
    return order;
  }

  private markStale(ref: RequestRef) {
    this.stale.set(stringifyRequestRef(ref), ref);
    this.refreshing ??= setImmediate(() => this.refreshPortion());
  }

  private refreshPortion() {
    this.refresh(PORTION);
    this.refreshing = this.stale.size
      ? setImmediate(() => this.refreshPortion())
      : undefined;
  }

  private refresh(most = Infinity) {
    let done = 0;
    for (const [key, ref] of this.stale) {
      if (done === most) {
        return;
      }
      done += 1;
      this.stale.delete(key);
      const platform = this.platforms.get(ref.platform);
      const request = platform.request(ref);
      this.put(
        key,
        request && { ref: key, request, state: platform.requestState(request) },
      );
    }
  }

  /** Puts a row in its places. One that only changes what nothing is kept by stays where it is. */
  private put(key: string, next?: RequestRow) {
    const before = this.rows.get(key);
    const indexes = [
      ...Object.values(this.groups),
      ...this.orders.values(),
    ].filter(
      index => !before || !next || index.keyOf(before) !== index.keyOf(next),
    );
    if (before) {
      indexes.forEach(index => index.remove(before));
    }
    if (!next) {
      this.rows.delete(key);
      return;
    }
    const row = before ? Object.assign(before, next) : next;
    this.rows.set(key, row);
    indexes.forEach(index => index.add(row));
  }
}
