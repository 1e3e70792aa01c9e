import { randomUUID } from 'node:crypto';
import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import {
  HeldRead,
  Intention,
  LedgerChanges,
  LedgerEntity,
  LedgerRejection,
  SourceState,
} from './types';

/** Rows of a statement, within the number of variables that SQLite and PostgreSQL allow. */
const CHUNK = 400;

interface SourceRow {
  source: string;
  sequence: number;
  settings: string | null;
  revision: string | null;
  entities: number;
  waiting: number;
  held: string | null;
  advanced_at: string | null;
}

interface RejectionRow {
  source: string;
  path: string;
  line: number;
  ref: string | null;
  reason: string;
  entity: string | null;
  hash: string | null;
}

interface IntentRow {
  id: string;
  source: string;
  instance: string;
  refs: string;
}

const SOURCES = 'kratix_ledger_sources';
const ENTITIES = 'kratix_ledger_entities';
const REJECTIONS = 'kratix_ledger_rejections';
const INTENTS = 'kratix_ledger_intents';

function* chunksOf<T>(items: T[], size = CHUNK): Iterable<T[]> {
  for (let start = 0; start < items.length; start += size) {
    yield items.slice(start, start + size);
  }
}

function toRejection(row: RejectionRow): LedgerRejection {
  return {
    path: row.path,
    line: row.line,
    ref: row.ref ?? undefined,
    reason: row.reason,
    ...(row.entity &&
      row.hash && {
        // Written by this class, from a checked entity.
        waiting: { entity: JSON.parse(row.entity) as Entity, hash: row.hash },
      }),
  };
}

/**
 * What the catalog has been given, kept in the catalog's own database: which entity comes from which
 * file of which revision, and what was not ingested. It lives and dies with the entities it is about.
 *
 * Any replica may act at any time: a mutation is announced by an intent, applied, and then entered by
 * a compare-and-set on the source's sequence. Whoever loses that race, or finds the intent of a
 * process that died, hands over the entities of that intent anew.
 */
export class Ledger {
  private constructor(private readonly knex: Knex) {}

  /** Opens the ledger and brings its tables up to date. */
  static async create(database: DatabaseService): Promise<Ledger> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath(
          'backstage-plugin-catalog-backend-module-kratix',
          'migrations',
        ),
        tableName: 'kratix_ledger_migrations',
      });
    }
    return new Ledger(knex);
  }

  /** @returns the state of a source; sequence 0 for one that was never read. */
  async source(source: string): Promise<SourceState> {
    const rows: (SourceRow & Pick<IntentRow, 'id' | 'instance'>)[] =
      await this.knex(SOURCES)
        .leftJoin(INTENTS, `${INTENTS}.source`, `${SOURCES}.source`)
        .where(`${SOURCES}.source`, source)
        .select(`${SOURCES}.*`, `${INTENTS}.id`, `${INTENTS}.instance`);
    if (!rows.length) {
      return { sequence: 0, entities: 0, waiting: 0, intents: [] };
    }
    const [row] = rows;
    return {
      sequence: row.sequence,
      settings: row.settings ?? undefined,
      revision: row.revision ?? undefined,
      entities: row.entities,
      waiting: row.waiting,
      held: row.held ? (JSON.parse(row.held) as HeldRead) : undefined,
      advancedAt: row.advanced_at ?? undefined,
      intents: rows.flatMap(({ id, instance }) =>
        id ? [{ id, instance }] : [],
      ),
    };
  }

  /** Makes a source known, so that there is a row to compare and set. */
  async register(source: string): Promise<void> {
    await this.knex(SOURCES)
      .insert({ source, sequence: 0, entities: 0, waiting: 0 })
      .onConflict('source')
      .ignore();
  }

  /** All entities of all sources. */
  async entities(): Promise<LedgerEntity[]> {
    return await this.knex(ENTITIES).select(
      'ref',
      'source',
      'path',
      'line',
      'hash',
    );
  }

  /** Entities of a source that come from these files. */
  async entitiesOfPaths(
    source: string,
    paths: string[],
  ): Promise<LedgerEntity[]> {
    return await this.inChunks(paths, chunk =>
      this.knex(ENTITIES)
        .where({ source })
        .whereIn('path', chunk)
        .select('ref', 'source', 'path', 'line', 'hash'),
    );
  }

  /** Who holds these entities, whatever the source. */
  async holders(refs: string[]): Promise<LedgerEntity[]> {
    return await this.inChunks(refs, chunk =>
      this.knex(ENTITIES)
        .whereIn('ref', chunk)
        .select('ref', 'source', 'path', 'line', 'hash'),
    );
  }

  /** What of a source was not ingested, by path and line. */
  async rejections(
    source: string,
    filter?: { limit?: number; waiting?: boolean; paths?: string[] },
  ): Promise<LedgerRejection[]> {
    const query = () => {
      const rows = this.knex<RejectionRow>(REJECTIONS)
        .where({ source })
        .orderBy(['path', 'line']);
      if (filter?.waiting) {
        rows.whereNotNull('entity');
      }
      return filter?.limit === undefined ? rows : rows.limit(filter.limit);
    };
    const rows: RejectionRow[] = filter?.paths
      ? await this.inChunks(filter.paths, chunk =>
          query().whereIn('path', chunk),
        )
      : await query();
    return rows.map(toRejection);
  }

  /** Number of documents of a source that were not ingested. */
  async countRejections(source: string): Promise<number> {
    const row = await this.knex(REJECTIONS)
      .where({ source })
      .count({ count: '*' })
      .first();
    return Number(row?.count ?? 0);
  }

  /** Announces a mutation of these entities. @returns the id of the intent. */
  async intend(
    source: string,
    instance: string,
    refs: { add: string[]; remove: string[] },
  ): Promise<string> {
    const id = randomUUID();
    await this.knex<IntentRow>(INTENTS).insert({
      id,
      source,
      instance,
      refs: JSON.stringify(refs),
    });
    return id;
  }

  /** The entities that these intents touch; one that any of them removes counts as removed. */
  async intentions(ids: string[]): Promise<Map<string, Intention>> {
    const rows = await this.inChunks<string, Pick<IntentRow, 'refs'>>(
      ids,
      chunk =>
        this.knex<IntentRow>(INTENTS).whereIn('id', chunk).select('refs'),
    );
    const intentions = new Map<string, Intention>();
    // Written by this class.
    const all = rows.map(
      ({ refs }) => JSON.parse(refs) as Record<Intention, string[]>,
    );
    all.forEach(({ add }) => add.forEach(ref => intentions.set(ref, 'add')));
    all.forEach(({ remove }) =>
      remove.forEach(ref => intentions.set(ref, 'remove')),
    );
    return intentions;
  }

  /** Withdraws intents whose mutation is known to be what the ledger says. */
  async withdraw(ids: string[]): Promise<void> {
    for (const chunk of chunksOf(ids)) {
      await this.knex(INTENTS).whereIn('id', chunk).delete();
    }
  }

  /**
   * Enters what was handed to the catalog, if the source has not advanced meanwhile.
   *
   * @returns false where another replica was faster; nothing is written then.
   */
  async advance(
    source: string,
    from: SourceState,
    to: { revision: string; settings: string },
    changes: LedgerChanges,
    finishedIntents: string[],
  ): Promise<boolean> {
    try {
      return await this.knex.transaction(async tx => {
        const inserted = changes.upserted.length;
        const updated = await tx<SourceRow>(SOURCES)
          .where({ source, sequence: from.sequence })
          .update({
            ...to,
            sequence: from.sequence + 1,
            held: null,
            waiting: changes.rejections.filter(({ waiting }) => waiting).length,
            advanced_at: new Date().toISOString(),
          });
        if (updated !== 1) {
          return false;
        }
        for (const chunk of chunksOf(
          // A source without entities has none to replace.
          from.entities
            ? [...changes.removed, ...changes.upserted.map(({ ref }) => ref)]
            : [],
        )) {
          // Of this source only: a name that another source holds makes the insert below fail.
          await tx(ENTITIES).where({ source }).whereIn('ref', chunk).delete();
        }
        await tx.batchInsert(
          ENTITIES,
          changes.upserted.map(row => ({ ...row, source })),
          CHUNK,
        );
        await this.replaceRejections(tx, source, changes);
        for (const chunk of chunksOf(finishedIntents)) {
          await tx(INTENTS).whereIn('id', chunk).delete();
        }
        if (inserted || changes.removed.length) {
          await tx(SOURCES)
            .where({ source })
            .update({
              entities: tx(ENTITIES).where({ source }).count('*'),
            });
        }
        return true;
      });
    } catch (error) {
      if (isDatabaseConflictError(error)) {
        return false;
      }
      throw error;
    }
  }

  /** Notes a read that is kept back. @returns false where another replica advanced meanwhile. */
  async hold(
    source: string,
    from: SourceState,
    held: HeldRead,
  ): Promise<boolean> {
    const updated = await this.knex<SourceRow>(SOURCES)
      .where({ source, sequence: from.sequence })
      .update({ held: JSON.stringify(held) });
    return updated === 1;
  }

  /** Sources that have a document waiting for one of these names, which no source holds now. */
  async sourcesWaitingFor(refs: string[]): Promise<string[]> {
    const rows = await this.inChunks<string, { source: string }>(refs, chunk =>
      this.knex(REJECTIONS)
        .whereIn('ref', chunk)
        .whereNotNull('entity')
        .distinct('source'),
    );
    return [...new Set(rows.map(({ source }) => source))];
  }

  /**
   * Whether the catalog holds nothing of a provider. Backstage removes the entities of a provider
   * that was away for a while and tells nobody, so this is read from the catalog's own table, where
   * it notes who provides what.
   */
  async isForgottenByCatalog(provider: string): Promise<boolean> {
    const row = await this.knex('refresh_state_references')
      .where({ source_key: provider })
      .first('source_key');
    return row === undefined;
  }

  /** Forgets what a source has given, so that it is read and handed over anew. */
  async forget(source: string): Promise<void> {
    await this.knex.transaction(async tx => {
      for (const table of [INTENTS, REJECTIONS, ENTITIES]) {
        await tx(table).where({ source }).delete();
      }
      await tx<SourceRow>(SOURCES)
        .where({ source })
        .update({
          sequence: tx.raw('sequence + 1'),
          revision: null,
          settings: null,
          held: null,
          entities: 0,
          waiting: 0,
        });
    });
  }

  /** Forgets sources that are configured no more: Backstage has removed their entities. */
  async forgetAllBut(sources: string[]): Promise<void> {
    const rows = await this.knex<SourceRow>(SOURCES)
      .whereNotIn('source', sources)
      .select('source');
    for (const { source } of rows) {
      await this.forget(source);
    }
  }

  private async replaceRejections(
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
    await tx.batchInsert(
      REJECTIONS,
      rejections.map(({ path, line, ref, reason, waiting }) => ({
        source,
        path,
        line,
        ref: ref ?? null,
        reason,
        entity: waiting ? JSON.stringify(waiting.entity) : null,
        hash: waiting?.hash ?? null,
      })),
      CHUNK,
    );
  }

  private async inChunks<T, R>(
    items: T[],
    query: (chunk: T[]) => PromiseLike<R[]>,
  ): Promise<R[]> {
    const rows: R[] = [];
    for (const chunk of chunksOf(items)) {
      rows.push(...(await query(chunk)));
    }
    return rows;
  }
}
