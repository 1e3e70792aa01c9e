import { Knex } from 'knex';
import { chunksOf, insertRows, VERSIONS } from './tables';
import { VersionChanges } from './types';

/**
 * Versions of the files of a store that tells only by them what has changed, as they were at the
 * revision of the ledger: after a restart nobody else knows.
 */
export class LedgerVersions {
  constructor(private readonly knex: Knex) {}

  /** The version of each file, by path; none for stores that have no need of it. */
  async list(source: string): Promise<Map<string, string>> {
    const rows: { path: string; version: string }[] = await this.knex(VERSIONS)
      .where({ source })
      .select('path', 'version');
    return new Map(rows.map(({ path, version }) => [path, version]));
  }

  /** Enters what a read has found, within the transaction of an advance. */
  static async replace(
    tx: Knex.Transaction,
    source: string,
    { set, removed }: VersionChanges,
  ): Promise<void> {
    if (removed === 'all') {
      await tx(VERSIONS).where({ source }).delete();
    } else {
      for (const chunk of chunksOf([...removed, ...set.keys()])) {
        await tx(VERSIONS).where({ source }).whereIn('path', chunk).delete();
      }
    }
    await insertRows(
      tx,
      VERSIONS,
      Array.from(set, ([path, version]) => ({ source, path, version })),
    );
  }
}
