import { REQUEST_STATES } from 'backstage-plugin-kratix-common';
import { latest } from './activityOf';
import { countStates, StateCounts } from './requestFilter';
import { RequestRow } from './requestOrder';
import { RowGroups } from './RowGroups';
import { RowIndex } from './RowIndex';
import { RowOrder } from './RowOrder';

/** What there is to tell of the requests of a Promise. */
export interface RequestsSummary {
  counts: StateCounts;
  /** When one of them last changed, RFC 3339; absent where there is none. */
  lastActivity?: string;
}

const activity = (row: RequestRow) => row.activity ?? '';

/** Of rows, by looking at each. */
export const summarizeRows = (rows: RequestRow[]): RequestsSummary => ({
  counts: countStates(rows),
  lastActivity: latest(rows.map(activity)),
});

/** The rows of one Promise by their states and by their activity. */
class RowsOfPromise {
  readonly states = new RowGroups(({ state }) => state.name);
  readonly order = new RowOrder(activity, []);

  summarize(): RequestsSummary {
    const [last] = this.order.walk({ descending: true });
    return {
      counts: Object.fromEntries(
        REQUEST_STATES.map(state => [
          state,
          this.states.get(state).size,
        ]).filter(([, size]) => size),
      ),
      lastActivity: last?.activity,
    };
  }
}

/** Keeps the rows of each Promise so that its summary needs no look at them. */
export class PromiseRows implements RowIndex {
  private readonly promises = new Map<string, RowsOfPromise>();

  keyOf(row: RequestRow): string {
    return [this.promiseOf(row), row.state.name, activity(row)].join(' ');
  }

  add(row: RequestRow) {
    const key = this.promiseOf(row);
    const rows = this.promises.get(key) ?? new RowsOfPromise();
    this.promises.set(key, rows);
    rows.states.add(row);
    rows.order.add(row);
  }

  remove(row: RequestRow) {
    const rows = this.promises.get(this.promiseOf(row));
    rows?.states.remove(row);
    rows?.order.remove(row);
  }

  summarize(platform: string, promise: string): RequestsSummary {
    return (
      this.promises.get(`${platform}/${promise}`)?.summarize() ?? { counts: {} }
    );
  }

  private promiseOf({ request: { ref } }: RequestRow): string {
    return `${ref.platform}/${ref.promise}`;
  }
}
