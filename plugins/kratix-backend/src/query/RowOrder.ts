import { compare, Position, RequestRow } from './requestOrder';
import { RowIndex } from './RowIndex';

/** Rows in order: by a key, and where that is the same, by their refs. */
export class RowOrder implements RowIndex {
  readonly keyOf: (row: RequestRow) => string;
  private readonly rows: RequestRow[];

  constructor(keyOf: (row: RequestRow) => string, rows: Iterable<RequestRow>) {
    this.keyOf = keyOf;
    this.rows = [...rows].sort(
      (left, right) =>
        compare(keyOf(left), keyOf(right)) || compare(left.ref, right.ref),
    );
  }

  add(row: RequestRow) {
    this.rows.splice(this.countBefore(this.positionOf(row)), 0, row);
  }

  remove(row: RequestRow) {
    const at = this.countBefore(this.positionOf(row));
    if (this.rows[at] === row) {
      this.rows.splice(at, 1);
    }
  }

  /** The rows behind a position, or all; upwards, or downwards. */
  *walk(options: {
    after?: Position;
    descending: boolean;
  }): Generator<RequestRow> {
    const { after, descending } = options;
    if (descending) {
      const end = after ? this.countBefore(after) : this.rows.length;
      for (let index = end - 1; index >= 0; index--) {
        yield this.rows[index];
      }
    } else {
      const start = after ? this.countUpTo(after) : 0;
      for (let index = start; index < this.rows.length; index++) {
        yield this.rows[index];
      }
    }
  }

  private positionOf(row: RequestRow): Position {
    return { key: this.keyOf(row), ref: row.ref };
  }

  private countBefore(position: Position): number {
    return this.count(position, order => order < 0);
  }

  private countUpTo(position: Position): number {
    return this.count(position, order => order <= 0);
  }

  /** How many rows, all of them first, compare so with a position. */
  private count({ key, ref }: Position, counts: (order: number) => boolean) {
    let low = 0;
    let high = this.rows.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const row = this.rows[middle];
      if (counts(compare(this.keyOf(row), key) || compare(row.ref, ref))) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
