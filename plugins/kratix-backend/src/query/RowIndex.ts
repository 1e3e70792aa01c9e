import { RequestRow } from './requestOrder';

/** Keeps rows so that some of them are found without looking at all. */
export interface RowIndex {
  /** While this stays the same, the row stays where it is. */
  keyOf(row: RequestRow): string;
  add(row: RequestRow): void;
  remove(row: RequestRow): void;
}
