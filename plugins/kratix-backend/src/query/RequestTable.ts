import {
  REQUEST_STATES,
  RequestRef,
  RequestStateName,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { KratixPlatforms } from 'backstage-plugin-kratix-node';
import {
  countStates,
  RequestFilter,
  StateCounts,
  toTest,
  whereToLook,
} from './requestFilter';
import {
  OrderField,
  Position,
  RequestRow,
  ROW_KEYS,
  toRow,
} from './requestOrder';
import { PromiseRows, RequestsSummary, summarizeRows } from './PromiseRows';
import { RowGroups } from './RowGroups';
import { RowOrder } from './RowOrder';

/** What is asked of a list. */
export interface RequestQuery {
  filter: RequestFilter;
  /** Any of these; any at all when empty. */
  states: RequestStateName[];
  field: OrderField;
  descending: boolean;
  /** Where to start: right behind this. */
  after?: Position;
  limit: number;
}

/** States are derived anew in portions, so that other work comes in between. */
const PORTION = 200;

/** Of less than this share of the rows, sorting is cheaper than walking through the kept order. */
const LITTLE = 1 / 16;

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
  private readonly promises = new PromiseRows();
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
    const matching = this.match(filter);
    return matching ? countStates(matching) : this.countAll();
  }

  /**
   * Of the requests of one Promise. Without looking at them, where the caller may read all.
   *
   * @param readable - what the caller may read; everything when left out
   */
  summarize(
    platform: string,
    promise: string,
    readable?: RequestFilter['readable'],
  ): RequestsSummary {
    this.refresh();
    return readable
      ? summarizeRows(this.match({ platform, promise, readable }) ?? [])
      : this.promises.summarize(platform, promise);
  }

  /** Those that match and are in one of the states, in order; `counts` are of all states. */
  list(query: RequestQuery): {
    rows: RequestRow[];
    totalItems: number;
    counts: StateCounts;
  } {
    this.refresh();
    const { filter, field, limit } = query;
    const states: readonly RequestStateName[] = query.states.length
      ? query.states
      : REQUEST_STATES;
    const matching = this.match(filter);
    const counts = matching ? countStates(matching) : this.countAll();
    const totalItems = states.reduce(
      (sum, state) => sum + (counts[state] ?? 0),
      0,
    );
    const isInState = ({ state }: RequestRow) => states.includes(state.name);
    const matches = toTest(filter) ?? (() => true);
    const ordered =
      totalItems < this.rows.size * LITTLE
        ? new RowOrder(
            ROW_KEYS[field],
            matching?.filter(isInState) ??
              states.flatMap(state => [...this.groups.state.get(state)]),
          )
        : this.order(field);
    const rows: RequestRow[] = [];
    for (const row of ordered.walk(query)) {
      if (rows.length === limit) {
        break;
      }
      if (isInState(row) && matches(row)) {
        rows.push(row);
      }
    }
    return { rows, totalItems, counts };
  }

  private countAll(): StateCounts {
    return Object.fromEntries(
      REQUEST_STATES.map(state => [
        state,
        this.groups.state.get(state).size,
      ]).filter(([, size]) => size),
    );
  }

  /** @returns undefined where all do */
  private match(filter: RequestFilter): RequestRow[] | undefined {
    const matches = toTest(filter);
    if (!matches) {
      return undefined;
    }
    const [fewest] = whereToLook(filter)
      .map(places =>
        places.flatMap(({ field, values }) =>
          values.map(value => this.groups[field].get(value)),
        ),
      )
      .map(groups => ({
        groups,
        size: groups.reduce((sum, { size }) => sum + size, 0),
      }))
      .sort((left, right) => left.size - right.size);
    const candidates = fewest
      ? new Set(fewest.groups.flatMap(group => [...group]))
      : this.rows.values();
    return [...candidates].filter(matches);
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
      this.put(key, request && toRow(request, platform.requestState(request)));
    }
  }

  /** Puts a row in its places. One that only changes what nothing is kept by stays where it is. */
  private put(key: string, next?: RequestRow) {
    const before = this.rows.get(key);
    const indexes = [
      ...Object.values(this.groups),
      this.promises,
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
