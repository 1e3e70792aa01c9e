import { Entity } from '@backstage/catalog-model';

/** How far a source has been ingested. */
export interface SourceState {
  /** Counts the advances; what a compare-and-set compares. */
  sequence: number;
  /** Revision of the store that the catalog holds; absent before the first complete read. */
  revision?: string;
  /** Hash of the settings that the revision was read with. */
  settings?: string;
  /** Number of entities that the catalog holds from this source. */
  entities: number;
  /** Number of documents that wait for a name. */
  waiting: number;
  /** A read that would remove too much, kept back. */
  held?: HeldRead;
  /** RFC 3339; when the ledger last advanced. */
  advancedAt?: string;
  /** Mutations that were begun and not finished. */
  intents: { id: string; instance: string }[];
}

/** A read that was not applied since it would remove too many entities. */
export interface HeldRead {
  revision: string;
  /** Number of entities it would remove. */
  removals: number;
  /** RFC 3339. */
  since: string;
}

/** An entity that the catalog holds from a source. */
export interface LedgerEntity {
  ref: string;
  source: string;
  path: string;
  line: number;
  hash: string;
}

/** A document that was not ingested. */
export interface LedgerRejection {
  path: string;
  line: number;
  ref?: string;
  reason: string;
  /** The entity and its hash, where all it lacks is a name that another file holds. */
  waiting?: { entity: Entity; hash: string };
}

/** What an advance writes, besides the revision. */
export interface LedgerChanges {
  upserted: Omit<LedgerEntity, 'source'>[];
  removed: string[];
  /**
   * Paths whose rejections are replaced; `all` for a complete read. Those that wait for a name are
   * always replaced, since every plan decides about all of them.
   */
  rejectionPaths: string[] | 'all';
  rejections: LedgerRejection[];
}

/** What a mutation that was begun does to an entity. */
export type Intention = 'add' | 'remove';
