import { RequestRow } from './requestOrder';
import { RowIndex } from './RowIndex';

/** Rows by a key that many of them share. */
export class RowGroups implements RowIndex {
  readonly keyOf: (row: RequestRow) => string;
  private readonly groups = new Map<string, Set<RequestRow>>();

  constructor(keyOf: (row: RequestRow) => string) {
    this.keyOf = keyOf;
  }

  get(key: string): ReadonlySet<RequestRow> {
    return this.groups.get(key) ?? new Set();
  }

  add(row: RequestRow) {
    const key = this.keyOf(row);
    const group = this.groups.get(key) ?? new Set();
    this.groups.set(key, group.add(row));
  }

  remove(row: RequestRow) {
    const key = this.keyOf(row);
    const group = this.groups.get(key);
    group?.delete(row);
    if (!group?.size) {
      this.groups.delete(key);
    }
  }
}
