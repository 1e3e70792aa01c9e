import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ReadEntity, ReadFile } from '../reading/readEntities';

/** Entities of one mutation, so that the catalog never blocks on a large one. */
export const MAX_MUTATION = 1000;

/** Entities that are handed over while the next are read: both are in memory, with what is made of them. */
const BATCH = MAX_MUTATION / 2;

/** What an early handover works with. */
export interface EarlyHandoverOptions {
  /** Names that the ledger knows, whoever holds them; nothing of these is handed over. */
  held: ReadonlySet<string>;
  /** Of these names, those that another provider of the catalog holds. */
  foreign(refs: string[]): Promise<ReadonlyMap<string, unknown>>;
  /** Announces and makes one mutation. */
  handOver(entities: Entity[]): Promise<void>;
}

/**
 * Hands over the entities of a first read while the rest is still being read, and lets go of them, so
 * that neither time nor memory adds up. It takes only what any plan would add: names that nobody
 * holds, from the first file by path that defines them.
 */
export class EarlyHandover {
  readonly #options: EarlyHandoverOptions;
  /** Names that were seen, and in which file first. */
  readonly #seen = new Map<string, string>();
  readonly #added: string[] = [];
  #batch: ReadEntity[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(options: EarlyHandoverOptions) {
    this.#options = options;
  }

  /** Names of the entities that were handed over. */
  refs(): string[] {
    return this.#added;
  }

  /**
   * Takes what it can of a file; the entities that are handed over are without `entity` in the end.
   *
   * @throws Error where files come out of order, since a later file would then have had the name.
   */
  async take(file: ReadFile): Promise<void> {
    for (const read of file.entities) {
      const holder = this.#seen.get(read.ref);
      if (holder !== undefined && file.path < holder) {
        throw new Error(
          `The state store's reader gave ${holder} before ${file.path}; files have to come in order of their paths`,
        );
      }
      if (holder === undefined && !this.#options.held.has(read.ref)) {
        this.#seen.set(read.ref, file.path);
        this.#batch.push(read);
        if (this.#batch.length === BATCH) {
          await this.#flush();
        }
      }
    }
  }

  /** Hands over what is left. Settles when the catalog has all of it. */
  async finish(): Promise<void> {
    if (this.#batch.length) {
      await this.#flush();
    }
    await this.#running;
  }

  /** Settles when nothing is being handed over any more, however that went. */
  async settle(): Promise<void> {
    await this.#running.catch(() => undefined);
  }

  /** One mutation at a time; the next files are read meanwhile. */
  async #flush(): Promise<void> {
    await this.#running;
    const batch = this.#batch;
    this.#batch = [];
    this.#running = this.#handOver(batch);
    // Whoever waits for it next gets the error.
    this.#running.catch(() => undefined);
  }

  async #handOver(batch: ReadEntity[]): Promise<void> {
    const { foreign, handOver } = this.#options;
    const taken = await foreign(batch.map(({ ref }) => ref));
    const entities: Entity[] = [];
    for (const read of batch) {
      if (read.entity && !taken.has(read.ref)) {
        entities.push(read.entity);
        this.#added.push(read.ref);
        // Not deleted: that would make a larger object of it.
        read.entity = undefined;
      }
    }
    if (entities.length) {
      await handOver(entities);
    }
  }
}

/** The names of entities. */
export function refsOf(entities: Entity[]): string[] {
  return entities.map(entity => stringifyEntityRef(entity));
}
