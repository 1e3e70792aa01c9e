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
  /** Removals that are not done yet. */
  held?: HeldRemovals;
  /** RFC 3339; when the ledger last advanced. */
  advancedAt?: string;
  /** RFC 3339; when any replica last read the source with success. */
  readAt?: string;
  /** Mutations that were begun and not finished. */
  intents: string[];
}

/** The removals of a source that were not done, since they were too many at once. */
export interface HeldRemovals {
  /** Digest of the entities that wait for a person. */
  id: string;
  /** Number of entities that wait for a person; 0 where all are released. */
  removals: number;
  /** Number of entities that a person has let go and that the next read removes. */
  released: number;
  /** Number of entities of the source when the set last changed. */
  entities: number;
  /** What was read when the set last changed. */
  revision: string;
  /** RFC 3339; since when there are removals that wait. */
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

/** An entity that a source still gives and no longer defines. */
export interface LedgerRemoval extends LedgerEntity {
  /** Whether a person has let the removal through. */
  isReleased: boolean;
}

/** A document that was not ingested. */
export interface LedgerRejection {
  path: string;
  line: number;
  ref?: string;
  reason: string;
  /** Name of the provider that owns the entity in the catalog. */
  owner?: string;
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
  /** The removals that wait from now on, where they are others than before. */
  held?: {
    /** All that wait for a person. */
    refs: string[];
    added: string[];
    /** That wait no more: removed, or back. */
    dropped: string[];
  };
  /** Versions of files, of a store that tells only by them what has changed. */
  versions?: VersionChanges;
}

/** Versions of files that are others than before. */
export interface VersionChanges {
  /** By path. */
  set: ReadonlyMap<string, string>;
  /** Paths that are gone; `all` where what is not in `set` is gone. */
  removed: string[] | 'all';
}

/** The entities that a mutation touches. */
export interface IntentRefs {
  add: string[];
  remove: string[];
}

/**
 * What is in doubt about an entity: whether the catalog's is the one that the ledger means, or whether
 * the catalog has it at all.
 */
export type Doubt = 'content' | 'absent';
