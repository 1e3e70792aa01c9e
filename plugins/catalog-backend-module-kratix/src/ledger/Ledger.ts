import {
  DatabaseService,
  isDatabaseConflictError,
  resolvePackagePath,
} from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { giveWay } from '../reading/giveWay';
import { CatalogReferences } from './CatalogReferences';
import { LedgerIntents } from './LedgerIntents';
import { LedgerRejections } from './LedgerRejections';
import { LedgerRemovals } from './LedgerRemovals';
import { LedgerVersions } from './LedgerVersions';
import {
  chunksOf,
  ENTITIES,
  inChunks,
  insertRows,
  IntentRow,
  INTENTS,
  REJECTIONS,
  REMOVALS,
  SourceRow,
  SOURCES,
  VERSIONS,
} from './tables';
import {
  Doubt,
  HeldRemovals,
  LedgerChanges,
  LedgerEntity,
  SourceState,
} from './types';

/** Rows that are read at a time, so that nothing else waits for long. */
const PAGE = 10_000;

/**
 * What the catalog has been given, kept in the catalog's own database: which entity comes from which
 * file of which revision, and what was not ingested. It lives and dies with the entities it is about.
 *
 * Any replica may act at any time: a mutation is announced by an intent, applied, and then entered by
 * a compare-and-set on the source's sequence. Whoever loses that race, or finds the intent of a
 * process that died, compares the catalog with the ledger (docs/decisions/0006).
 */
export class Ledger {
  readonly intents: LedgerIntents;
  readonly rejections: LedgerRejections;
  readonly removals: LedgerRemovals;
  readonly versions: LedgerVersions;
  readonly catalog: CatalogReferences;

  private constructor(private readonly knex: Knex) {
    this.intents = new LedgerIntents(knex);
    this.rejections = new LedgerRejections(knex);
    this.removals = new LedgerRemovals(knex);
    this.versions = new LedgerVersions(knex);
    this.catalog = new CatalogReferences(knex);
  }

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
    const rows: (SourceRow & Pick<IntentRow, 'id'>)[] = await this.knex(SOURCES)
      .leftJoin(INTENTS, `${INTENTS}.source`, `${SOURCES}.source`)
      .where(`${SOURCES}.source`, source)
      .select(`${SOURCES}.*`, `${INTENTS}.id`);
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
      // Written by the ledger.
      held: row.held ? (JSON.parse(row.held) as HeldRemovals) : undefined,
      advancedAt: row.advanced_at ?? undefined,
      readAt: row.read_at ?? undefined,
      intents: rows.flatMap(({ id }) => id || []),
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
    const entities: LedgerEntity[] = [];
    for (;;) {
      const page: LedgerEntity[] = await this.knex(ENTITIES)
        .where('ref', '>', entities.at(-1)?.ref ?? '')
        .orderBy('ref')
        .limit(PAGE)
        .select('ref', 'source', 'path', 'line', 'hash');
      for (const entity of page) {
        entities.push(entity);
      }
      if (page.length < PAGE) {
        return entities;
      }
      await giveWay();
    }
  }

  /** Entities of a source that come from these files. */
  async entitiesOfPaths(
    source: string,
    paths: string[],
  ): Promise<LedgerEntity[]> {
    return await inChunks(paths, chunk =>
      this.knex(ENTITIES)
        .where({ source })
        .whereIn('path', chunk)
        .select('ref', 'source', 'path', 'line', 'hash'),
    );
  }

  /** Who holds these entities, whatever the source. */
  async holders(refs: string[]): Promise<LedgerEntity[]> {
    return await inChunks(refs, chunk =>
      this.knex(ENTITIES)
        .whereIn('ref', chunk)
        .select('ref', 'source', 'path', 'line', 'hash'),
    );
  }

  /**
   * Compares the catalog with the ledger.
   *
   * @returns those of the entities that are not in the catalog what the ledger says that they are
   */
  async doubts(
    source: string,
    provider: string,
    refs: string[],
  ): Promise<Map<string, Doubt>> {
    const rows = await this.holders(refs);
    const meant = new Map(
      rows.flatMap(row =>
        row.source === source ? [[row.ref, row.hash] as const] : [],
      ),
    );
    const found = await this.catalog.hashes(provider, refs);
    const doubts = new Map<string, Doubt>();
    for (const ref of refs) {
      if (meant.get(ref) !== found.get(ref)) {
        doubts.set(ref, found.has(ref) ? 'content' : 'absent');
      }
    }
    return doubts;
  }

  /** Notes a read that succeeded, whether it changed anything or not. */
  async noteRead(source: string): Promise<void> {
    await this.knex<SourceRow>(SOURCES)
      .where({ source })
      .update({ read_at: new Date().toISOString() });
  }

  /**
   * Enters what was handed to the catalog, if the source has not advanced meanwhile.
   *
   * @returns false where another replica was faster, whatever it entered; nothing is written then.
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
        const now = new Date().toISOString();
        const inserted = changes.upserted.length;
        const updated = await tx<SourceRow>(SOURCES)
          .where({ source, sequence: from.sequence })
          .update({
            ...to,
            sequence: from.sequence + 1,
            waiting: changes.rejections.filter(({ waiting }) => waiting).length,
            advanced_at: now,
          });
        if (updated !== 1) {
          return false;
        }
        if (changes.held) {
          const held = await LedgerRemovals.replace(
            tx,
            source,
            {
              revision: to.revision,
              entities: from.entities,
              since: from.held?.removals ? from.held.since : undefined,
              now,
            },
            changes.held,
          );
          await tx<SourceRow>(SOURCES).where({ source }).update({ held });
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
        await insertRows(
          tx,
          ENTITIES,
          changes.upserted.map(row => ({ ...row, source })),
        );
        await LedgerRejections.replace(tx, source, changes);
        if (changes.versions) {
          await LedgerVersions.replace(tx, source, changes.versions);
        }
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

  /** Forgets what a source has given, so that it is read and handed over anew. */
  async forget(source: string): Promise<void> {
    await this.knex.transaction(async tx => {
      for (const table of [INTENTS, REJECTIONS, REMOVALS, VERSIONS, ENTITIES]) {
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
}
