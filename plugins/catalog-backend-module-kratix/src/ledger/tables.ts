import { Knex } from 'knex';
import { giveWay } from '../reading/giveWay';

/** Rows of a statement, within the number of variables that SQLite and PostgreSQL allow. */
export const CHUNK = 400;

export const SOURCES = 'kratix_ledger_sources';
export const ENTITIES = 'kratix_ledger_entities';
export const REJECTIONS = 'kratix_ledger_rejections';
export const REMOVALS = 'kratix_ledger_removals';
export const VERSIONS = 'kratix_ledger_versions';
export const INTENTS = 'kratix_ledger_intents';

export interface SourceRow {
  source: string;
  sequence: number;
  settings: string | null;
  revision: string | null;
  entities: number;
  waiting: number;
  held: string | null;
  advanced_at: string | null;
  read_at: string | null;
}

export interface RejectionRow {
  source: string;
  path: string;
  line: number;
  ref: string | null;
  reason: string;
  owner: string | null;
  entity: string | null;
  hash: string | null;
}

export interface RemovalRow {
  source: string;
  ref: string;
  /** SQLite gives 0 or 1. */
  released: boolean | number;
}

export interface IntentRow {
  id: string;
  source: string;
  instance: string;
  refs: string;
}

export function* chunksOf<T>(items: T[], size = CHUNK): Iterable<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}

/**
 * Inserts many rows within a transaction. Between statements everything else in the process gets its
 * turn: a database in this process would otherwise keep it until the last one.
 */
export async function insertRows(
  tx: Knex.Transaction,
  table: string,
  rows: object[],
): Promise<void> {
  for (const chunk of chunksOf(rows)) {
    await tx(table).insert(chunk);
    await giveWay();
  }
}

/** Asks for many items in statements that the database takes. */
export async function inChunks<T, R>(
  items: T[],
  query: (chunk: T[]) => PromiseLike<R[]>,
): Promise<R[]> {
  const rows: R[] = [];
  for (const chunk of chunksOf(items)) {
    rows.push(...(await query(chunk)));
    await giveWay();
  }
  return rows;
}
