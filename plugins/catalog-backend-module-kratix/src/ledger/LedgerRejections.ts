import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import {
  chunksOf,
  ENTITIES,
  inChunks,
  insertRows,
  RejectionRow,
  REJECTIONS,
} from './tables';
import { LedgerChanges, LedgerRejection } from './types';

/** Which rejections of a source to read. */
export interface RejectionFilter {
  limit?: number;
  offset?: number;
  /** Only documents that wait for a name. */
  waiting?: boolean;
  /** Only documents whose entity another provider owns, or only the others. */
  foreign?: boolean;
  paths?: string[];
}

function toRejection(row: RejectionRow): LedgerRejection {
  return {
    path: row.path,
    line: row.line,
    ref: row.ref ?? undefined,
    reason: row.reason,
    ...(row.owner && { owner: row.owner }),
    ...(row.entity &&
      row.hash && {
        // Written by this class, from a checked entity.
        waiting: { entity: JSON.parse(row.entity) as Entity, hash: row.hash },
      }),
  };
}

/** The documents that were not ingested, and why. */
export class LedgerRejections {
  constructor(private readonly knex: Knex) {}

  /** What of a source was not ingested, by path and line. */
  async list(
    source: string,
    filter: RejectionFilter = {},
  ): Promise<LedgerRejection[]> {
    const { limit, offset, waiting, foreign, paths } = filter;
    const query = () => {
      const rows = this.knex<RejectionRow>(REJECTIONS)
        .where({ source })
        .orderBy(['path', 'line']);
      if (waiting) {
        rows.whereNotNull('entity');
      }
      if (foreign !== undefined) {
        rows[foreign ? 'whereNotNull' : 'whereNull']('owner');
      }
      if (limit !== undefined) {
        rows.limit(limit);
      }
      return offset ? rows.offset(offset) : rows;
    };
    const rows: RejectionRow[] = paths
      ? await inChunks(paths, chunk => query().whereIn('path', chunk))
      : await query();
    return rows.map(toRejection);
  }

  /** Number of documents of a source that were not ingested, and of those that another provider owns. */
  async count(source: string): Promise<{ rejected: number; foreign: number }> {
    const row = await this.knex(REJECTIONS)
      .where({ source })
      .count({ all: '*', foreign: 'owner' })
      .first();
    const foreign = Number(row?.foreign ?? 0);
    return { rejected: Number(row?.all ?? 0) - foreign, foreign };
  }

  /** Sources with a document that waits for a name which nobody holds, here or in the catalog. */
  async takers(): Promise<string[]> {
    const rows: { source: string }[] = await this.knex(REJECTIONS)
      .leftJoin(ENTITIES, `${ENTITIES}.ref`, `${REJECTIONS}.ref`)
      .leftJoin(
        'refresh_state',
        'refresh_state.entity_ref',
        `${REJECTIONS}.ref`,
      )
      .whereNotNull(`${REJECTIONS}.entity`)
      .whereNull(`${ENTITIES}.ref`)
      .whereNull('refresh_state.entity_ref')
      .distinct(`${REJECTIONS}.source`);
    return rows.map(({ source }) => source);
  }

  /** Enters what a read has found, within the transaction of an advance. */
  static async replace(
    tx: Knex.Transaction,
    source: string,
    { rejectionPaths, rejections }: LedgerChanges,
  ): Promise<void> {
    if (rejectionPaths === 'all') {
      await tx(REJECTIONS).where({ source }).delete();
    } else {
      for (const chunk of chunksOf(rejectionPaths)) {
        await tx(REJECTIONS).where({ source }).whereIn('path', chunk).delete();
      }
      await tx(REJECTIONS).where({ source }).whereNotNull('entity').delete();
    }
    await insertRows(
      tx,
      REJECTIONS,
      rejections.map(({ path, line, ref, reason, owner, waiting }) => ({
        source,
        path,
        line,
        ref: ref ?? null,
        reason,
        owner: owner ?? null,
        entity: waiting ? JSON.stringify(waiting.entity) : null,
        hash: waiting?.hash ?? null,
      })),
    );
  }
}
