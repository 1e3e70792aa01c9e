import { Page } from './api';

/**
 * How a source of entities is doing: `waiting` until its first read can begin, `current` after a read
 * that succeeded, `held` when such a read left removals that wait for a person, `unreachable` while its
 * platform cannot be reached, `failing` while reads fail (the last known entities stay in both),
 * `unusable` when its settings cannot be used.
 *
 * @public
 */
export type IngestionState =
  | 'waiting'
  | 'current'
  | 'held'
  | 'unreachable'
  | 'failing'
  | 'unusable';

/** A document or object that was not ingested, and why. @public */
export interface IngestionRejection {
  /** File in the state store, or the object on the platform as `<plural>/<namespace>/<name>`. */
  path: string;
  /** Line of the document in its file, from 1; absent for an object. */
  line?: number;
  /** The entity that it would have been, as far as that can be told. */
  entityRef?: string;
  reason: string;
  /** Whether the catalog keeps the last good version of the entity meanwhile. */
  lastGoodVersionKept: boolean;
}

/** An entity that the source defines and that another source, or another provider, owns. @public */
export interface IngestionForeignEntity {
  entityRef: string;
  path: string;
  line?: number;
  /** Who owns it: the key of another source, or the location key of another entity provider. */
  owner: string;
  /** Whether the owner is a source of `catalog.providers.kratix`. */
  isKratixSource: boolean;
}

/** Removals that are held back, since a read asked for too many of them at once. @public */
export interface IngestionHold {
  /** Identifies exactly this set of removals; releasing names it. */
  id: string;
  /** Number of entities that would be removed. */
  removals: number;
  /** Number of entities of the source, these included. */
  entities: number;
  /** The first 100 of them, by name; {@link IngestionPage} gives the others. */
  entityRefs: string[];
  /** Since when removals are held; RFC 3339. */
  since: string;
  /** What was read: the commit, or the resourceVersion, that first asked for removals of this set. */
  revision: string;
  /** Why they are held, in a sentence for people. */
  reason: string;
  /** Whether the caller may release them. */
  releasable: boolean;
}

/**
 * How one source of entities is doing: an item of GET `/api/catalog/kratix/ingestion`. Lists hold the
 * first 100 items, `counts` tells how many there are.
 *
 * @public
 */
export interface IngestionSource {
  /** Key in `catalog.providers.kratix`. */
  source: string;
  /** What it reads; absent where its settings cannot be used. */
  kind?: 'stateStore' | 'platform';
  /** Where it reads, for people and without credentials. */
  title: string;
  /** Name of the platform. */
  platform?: string;
  state: IngestionState;
  /** Why the last read of the replica that answers failed, or what it waits for, or why its platform is out of reach. */
  error?: string;
  /** Commit, or resourceVersion, that the catalog holds. */
  revision?: string;
  /** The last read that succeeded, by any replica; RFC 3339. */
  lastReadAt?: string;
  /** Seconds since then. */
  ageSeconds?: number;
  /** When the catalog was last given something, by any replica; RFC 3339. */
  advancedAt?: string;
  /** What the last successful read of the replica that answers took. */
  lastRead?: {
    /** RFC 3339. */
    at: string;
    /** Milliseconds, handing over included. */
    duration: number;
    /** Documents or objects whose contents were looked at. */
    files: number;
    /** Entities that were handed over. */
    added: number;
    /** Entities that were taken back. */
    removed: number;
  };
  counts: {
    /** Entities that the catalog holds from this source. */
    ingested: number;
    /** Documents that were not ingested, those of foreign entities left out. */
    rejected: number;
    /** Removals that wait for a person. */
    held: number;
    /** Entities that another source or provider owns. */
    foreign: number;
  };
  rejected: IngestionRejection[];
  foreign: IngestionForeignEntity[];
  held?: IngestionHold;
}

/** Lists of a source that can be read page by page, and what their items are. @public */
export interface IngestionPages {
  rejected: IngestionRejection;
  foreign: IngestionForeignEntity;
  /** Entity references. */
  held: string;
}

/** GET `/api/catalog/kratix/ingestion`. @public */
export type IngestionReport = Page<IngestionSource>;

/**
 * GET `/api/catalog/kratix/ingestion/:source/:list?limit&cursor`, at most 500 items.
 *
 * @public
 */
export type IngestionPage<L extends keyof IngestionPages> = Page<
  IngestionPages[L]
>;

/**
 * POST `/api/catalog/kratix/ingestion/:source/release`.
 *
 * @public
 */
export interface ReleaseRemovalsBody {
  /** The `id` of the hold that the caller has seen; another one is refused with 409. */
  hold: string;
}

/** Answer to a release; the removals themselves follow with the next read, which begins at once. @public */
export interface ReleaseRemovalsResult {
  source: string;
  /** Number of entities that are removed unless they come back before. */
  removals: number;
}
