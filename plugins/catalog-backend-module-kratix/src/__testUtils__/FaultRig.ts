import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { Knex } from 'knex';
import type { FaultStep } from './faultSchedules';
import { CatalogReplica } from './CatalogReplica';
import { ClusterProxy } from './ClusterProxy';
import { eventually } from './eventually';
import { GitRepository } from './GitRepository';
import { RequestModel } from './RequestModel';
import { StoreModel } from './StoreModel';
import { TestPlatform } from './TestPlatform';
import { TestScheduler } from './TestScheduler';

/**
 * Milliseconds in which the module hands over what the sources say. What it repeats by itself, in case
 * that nobody has told it, it repeats after a minute or more: that must not be what this waits for.
 */
const HANDED_OVER = 50_000;
/** Milliseconds: the catalog itself repeats what failed about an entity after up to 150 seconds. */
const SHOWN = 200_000;
const GUARD = { share: 0.5, atLeast: 2 };
const STORES = ['catalog', 'terraform'] as const;
export type StoreName = (typeof STORES)[number];

interface Replica {
  catalog: CatalogReplica;
  scheduler: TestScheduler;
}

/**
 * Two replicas of a real catalog on one database, two real Git repositories as sources that define
 * some of the same names, and a platform whose connections can be cut.
 */
export class FaultRig {
  /** What the schedules have met, so that a test can tell whether they reach anything. */
  readonly seen = { held: 0, deletions: 0, lost: 0, released: 0 };
  readonly #knex: Knex;
  readonly #platform: TestPlatform;
  readonly #proxy: ClusterProxy;
  readonly #requests: RequestModel;
  readonly #stores: Record<StoreName, StoreModel>;
  #replicas: Replica[] = [];
  #placements = 0;
  #holders = new Map<string, Entity>();
  /** Entities that a step deleted in the catalog. */
  #deleted = new Set<string>();
  #mayHintMiss = false;

  static async start(knex: Knex): Promise<FaultRig> {
    const platform = await TestPlatform.start();
    const proxy = await ClusterProxy.start(platform);
    const rig = new FaultRig(knex, platform, proxy, {
      catalog: new StoreModel(await GitRepository.create()),
      terraform: new StoreModel(await GitRepository.create()),
    });
    await rig.#requests.install();
    for (const store of STORES) {
      await rig.#stores[store].commit({});
    }
    await rig.#startReplica(0);
    await rig.#startReplica(1);
    // Every deletion is seen, however short it lasts.
    await knex.schema.createTable('seen_deletions', table => {
      table.increments('id');
      table.string('ref');
    });
    await knex.raw(
      `CREATE TRIGGER see_deletion AFTER DELETE ON refresh_state
       BEGIN INSERT INTO seen_deletions (ref) VALUES (OLD.entity_ref); END`,
    );
    return rig;
  }

  private constructor(
    knex: Knex,
    platform: TestPlatform,
    proxy: ClusterProxy,
    stores: Record<StoreName, StoreModel>,
  ) {
    this.#knex = knex;
    this.#platform = platform;
    this.#proxy = proxy;
    this.#requests = new RequestModel(platform);
    this.#stores = stores;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#replicas.map(({ catalog }) => catalog.stop()));
    await this.#proxy.stop();
    await this.#platform.stop();
    await Promise.all(
      STORES.map(store => this.#stores[store].repository.remove()),
    );
  }

  /** Begins a schedule: from here on, what a source goes on defining must not go. */
  async begin(): Promise<void> {
    STORES.forEach(store => this.#stores[store].begin());
    await this.#requests.begin();
    this.#deleted.clear();
    this.#mayHintMiss = false;
    this.#holders = await this.#replicas[0].catalog.entities();
    await this.#knex('seen_deletions').delete();
  }

  async take(step: FaultStep): Promise<void> {
    switch (step.type) {
      case 'commit':
        await this.#stores[step.store].commit(step.changes);
        await this.#tell(step.isTold);
        break;
      case 'empty':
        await this.#empty(step.store);
        break;
      case 'rewrite':
        await this.#stores[step.store].rewrite(step.isReplaced);
        await this.#tell(true);
        break;
      case 'outage': {
        const { repository } = this.#stores[step.store];
        await repository.hide();
        await this.#replicas[0].scheduler.run();
        if (step.isLong) {
          await this.#replicas[1].scheduler.run();
        }
        await repository.show();
        break;
      }
      case 'request':
        await (step.isDeleted
          ? this.#requests.delete(step.name)
          : this.#requests.apply(step.name));
        break;
      case 'cut':
        this.#proxy.refuse('*', 503);
        this.#proxy.allow();
        break;
      case 'platform':
        if (step.isDown) {
          this.#proxy.refuse('*', 503);
        } else {
          this.#proxy.allow();
        }
        break;
      case 'restart':
        await this.#replicas[step.replica].catalog.stop();
        await this.#startReplica(step.replica);
        break;
      case 'ledgerFault':
        await this.#failLedger(this.#replicas[step.replica].scheduler);
        break;
      case 'read':
        // Beside whatever else goes on.
        void this.#replicas[step.replica].scheduler.run();
        break;
      case 'delete':
        await this.#deleteEntity(this.#replicas[step.replica], step.pick);
        break;
      case 'release':
        await this.#release(this.#replicas[step.replica]);
        break;
      default:
        throw new Error(`No such step: ${JSON.stringify(step)}`);
    }
  }

  /**
   * Ends all faults and waits until the catalog is what the sources say.
   *
   * @throws what is different, after a while
   */
  async settle(endsByHints: boolean): Promise<void> {
    this.#proxy.allow();
    if (endsByHints && !this.#mayHintMiss) {
      await this.#tell(true);
    } else {
      await this.#readAll();
    }
    await eventually(async () => {
      for (const { catalog } of this.#replicas) {
        assert.deepEqual(
          [
            ...(await this.#findDifferences(catalog, await this.#handedOver())),
            ...(await this.#findUntrueRows()),
          ],
          [],
        );
      }
    }, HANDED_OVER);
    await eventually(async () => {
      for (const { catalog } of this.#replicas) {
        assert.deepEqual(
          await this.#findDifferences(catalog, await catalog.entities()),
          [],
        );
      }
    }, SHOWN);
  }

  /** Entities that were gone for a moment although their source defined them all along. */
  async findLosses(): Promise<string[]> {
    const rows: { ref: string }[] = await this.#knex('seen_deletions');
    this.seen.deletions += rows.length;
    return rows
      .map(({ ref }) => ref)
      .filter(
        ref =>
          !this.#deleted.has(ref) &&
          this.#wasThereAllAlong(ref, this.#holders.get(ref)),
      );
  }

  /** Whether the source that gave an entity when the schedule began has defined it ever since. */
  #wasThereAllAlong(ref: string, entity: Entity | undefined): boolean {
    if (!entity) {
      return false;
    }
    const place = placeOf(entity);
    if (place) {
      return this.#stores[place.store].always.has(ref);
    }
    const request = requestOf(entity);
    // What is of the Promise itself is never taken away.
    return request === undefined || this.#requests.always.has(request);
  }

  /** What the module has handed over, whatever the catalog makes of it. */
  async #handedOver(): Promise<Map<string, Entity>> {
    const rows: { entity_ref: string; unprocessed_entity: string }[] =
      await this.#knex('refresh_state').select();
    return new Map(
      rows.map(row => [row.entity_ref, JSON.parse(row.unprocessed_entity)]),
    );
  }

  /** Rows of the ledger that say of an entity something else than was handed over. */
  async #findUntrueRows(): Promise<string[]> {
    const rows: {
      ref: string;
      source: string;
      hash: string;
      location_key: string | null;
      unprocessed_entity: string | null;
    }[] = await this.#knex('kratix_ledger_entities')
      .leftJoin('refresh_state', 'entity_ref', 'ref')
      .select('ref', 'source', 'hash', 'location_key', 'unprocessed_entity');
    return rows.flatMap(row => {
      const isTrue =
        row.location_key === `kratix:${row.source}` &&
        // Without a hash it is not known which good version of a broken file the catalog has.
        (!row.hash || row.hash === hash('sha256', `${row.unprocessed_entity}`));
      return isTrue
        ? []
        : [`the ledger's ${row.ref} of ${row.source} is untrue`];
    });
  }

  /**
   * Entities of which the ledger says that the catalog has some earlier version, of that file or another:
   * a replica was late, and the file is broken since, so that nobody has its last good version any more.
   */
  async #findUnsure(): Promise<Set<string>> {
    const rows: { ref: string; source: string; path: string }[] =
      await this.#knex('kratix_ledger_entities').where({ hash: '' });
    return new Set(
      rows.flatMap(({ ref, source, path }) =>
        STORES.some(
          store => store === source && this.#stores[store].isBroken(path),
        )
          ? `${source} ${ref}`
          : [],
      ),
    );
  }

  async #findDifferences(
    catalog: CatalogReplica,
    entities: ReadonlyMap<string, Entity>,
  ): Promise<string[]> {
    const sources = await catalog.report();
    const differences: string[] = [];
    for (const { source, state, error } of sources) {
      if (error || (state !== 'current' && state !== 'held')) {
        differences.push(`${source} is ${state}: ${error}`);
      }
    }
    const held = new Set(sources.flatMap(source => heldOf(source)));
    const unsure = await this.#findUnsure();
    for (const store of STORES) {
      for (const ref of this.#stores[store].titles().keys()) {
        if (!entities.has(ref)) {
          differences.push(
            `${ref} of ${store} is missing; ${await this.#whereIs(ref)}`,
          );
        }
        if (held.has(`${store} ${ref}`)) {
          differences.push(`${ref} of ${store} is held and defined`);
        }
      }
    }
    const requests = new Set(await this.#requests.names());
    const shown = new Set<string>();
    for (const [ref, entity] of entities) {
      const place = placeOf(entity);
      const request = requestOf(entity);
      if (
        place &&
        !unsure.has(`${place.store} ${ref}`) &&
        !this.#isRight(held, ref, entity, place)
      ) {
        const { title } = entity.metadata;
        differences.push(
          `${ref} of ${place.store} (${place.path}) is ${title}`,
        );
      }
      if (request !== undefined) {
        shown.add(request);
        if (!requests.has(request) && !held.has(`platform ${ref}`)) {
          differences.push(`${ref} is there without a request`);
        }
      }
    }
    for (const name of requests) {
      if (!shown.has(name)) {
        differences.push(`the request ${name} is missing`);
      }
    }
    const ingested = sources.reduce(
      (sum, { counts }) => sum + counts.ingested,
      0,
    );
    if (ingested !== entities.size) {
      differences.push(
        `${ingested} are reported and ${entities.size} are there`,
      );
    }
    this.seen.held += differences.length ? 0 : held.size;
    return differences;
  }

  /** Whether a Group is what its store says, or is there although the store no longer defines it. */
  #isRight(
    held: Set<string>,
    ref: string,
    { metadata }: Entity,
    { store, path }: Place,
  ): boolean {
    const titles = this.#stores[store].titles().get(ref);
    return (
      titles?.has(`${metadata.title}`) ||
      held.has(`${store} ${ref}`) ||
      // A broken file keeps what it held, also from another file that has it by now.
      this.#stores[store].isBroken(path)
    );
  }

  /** Has Kratix say that something was written to both Destinations. */
  async #tell(isTold: boolean): Promise<void> {
    if (!isTold) {
      return;
    }
    this.#placements += 1;
    for (const store of STORES) {
      const name = (number: number) => `${store}-${number}`;
      await this.#platform.writePlacement(name(this.#placements), store);
      await this.#platform.deletePlacement(name(this.#placements - 3));
    }
  }

  /** Removes all files of a store, which is more than the guard lets through. */
  async #empty(store: StoreName): Promise<void> {
    const [{ catalog }] = this.#replicas;
    await this.#readAll();
    const before = await this.#countsOf(catalog, store);
    await this.#stores[store].clear();
    await this.#readAll();
    if (before.ingested > GUARD.atLeast) {
      const { ingested, held } = await this.#countsOf(catalog, store);
      assert.deepEqual([ingested, held], [before.ingested, before.ingested]);
    }
  }

  /** What the tables of the catalog and of the ledger say about an entity. */
  async #whereIs(ref: string): Promise<string> {
    const state = await this.#knex('refresh_state')
      .leftJoin('refresh_state_references', { target_entity_ref: 'entity_ref' })
      .where('entity_ref', ref)
      .select('location_key', 'source_key', 'next_update_at', 'result_hash');
    const stitching = await this.#knex('stitch_queue').where('entity_ref', ref);
    const ledger = await this.#knex('kratix_ledger_entities').where({ ref });
    return JSON.stringify({ state, stitching, ledger });
  }

  async #readAll(): Promise<void> {
    await Promise.all(this.#replicas.map(({ scheduler }) => scheduler.run()));
  }

  async #countsOf(
    catalog: CatalogReplica,
    store: StoreName,
  ): Promise<IngestionSource['counts']> {
    const source = (await catalog.report()).find(
      report => report.source === store,
    );
    if (!source) {
      throw new Error(`There is no report of ${store}`);
    }
    return source.counts;
  }

  /** The catalog takes what a read hands over, and the ledger cannot be written. */
  async #failLedger(scheduler: TestScheduler): Promise<void> {
    await this.#knex.raw(
      `CREATE TRIGGER fail_ledger BEFORE UPDATE OF sequence ON kratix_ledger_sources
       BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`,
    );
    await scheduler.run();
    await this.#knex.raw('DROP TRIGGER fail_ledger');
    await scheduler.run();
  }

  async #deleteEntity({ catalog }: Replica, pick: number): Promise<void> {
    const entities = [...(await catalog.entities())];
    if (entities.length) {
      const [ref, { metadata }] = entities[pick % entities.length];
      this.#deleted.add(ref);
      // Nobody is told of this but by the schedule.
      this.#mayHintMiss = true;
      this.seen.lost += 1;
      await catalog.deleteEntity(`${metadata.uid}`);
    }
  }

  async #release({ catalog }: Replica): Promise<void> {
    for (const { source, held } of await catalog.report()) {
      if (held) {
        const status = await catalog.release(source, held.id);
        // Another read may have changed what is held, which is refused.
        assert.ok([202, 409].includes(status), `The release answers ${status}`);
        if (status === 202) {
          this.seen.released += 1;
        }
      }
    }
    await this.#readAll();
  }

  async #startReplica(index: 0 | 1): Promise<void> {
    const scheduler = new TestScheduler();
    const source = (store: StoreName) => ({
      platform: 'local',
      stateStore: {
        destination: store,
        url: this.#stores[store].repository.url,
        branch: 'main',
        path: 'catalog',
      },
      removalGuard: GUARD,
    });
    const catalog = await CatalogReplica.start({
      knex: this.#knex,
      platform: {
        url: this.#proxy.url,
        serviceAccountToken: this.#platform.token,
      },
      sources: {
        catalog: source('catalog'),
        terraform: source('terraform'),
        platform: {
          platform: 'local',
          removalGuard: GUARD,
        },
      },
      features: [scheduler.feature],
    });
    this.#replicas[index] = { catalog, scheduler };
  }
}

function heldOf({ source, held }: IngestionSource): string[] {
  return (held?.entityRefs ?? []).map(ref => `${source} ${ref}`);
}

interface Place {
  store: StoreName;
  path: string;
}

/** The store and file that an entity says it comes from. */
function placeOf({ metadata }: Entity): Place | undefined {
  const location = metadata.annotations?.['backstage.io/managed-by-location'];
  const match = /^kratix:local\/(\w+)\/catalog\/(.+)$/.exec(location ?? '');
  const store = STORES.find(candidate => candidate === match?.[1]);
  return match && store ? { store, path: match[2] } : undefined;
}

/** The name of the request that an entity stands for. */
function requestOf({ kind, metadata }: Entity): string | undefined {
  return kind === 'Resource'
    ? metadata.annotations?.['kratix.io/name']
    : undefined;
}
