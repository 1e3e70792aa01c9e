import { VersionChanges } from '../ledger/types';
import { ReadFile } from '../reading/readEntities';

/**
 * What a source defines now, compared to an earlier revision: files of a state store, or objects of a
 * platform, each by a path of its own.
 */
export interface SourceReading {
  /** Opaque: equal revisions mean equal definitions. */
  revision: string;
  /** Whether `files` is all there is, so that what is not in it is gone. */
  complete: boolean;
  /** Which paths a complete reading is about; what lies under others is left alone. Default: all. */
  covers?: (path: string) => boolean;
  /**
   * Whether the source says nothing about the earlier revision (a history that was rewritten, a
   * repository that was replaced): if then nothing of what was there is left, that is suspicious.
   */
  isReplaced?: boolean;
  /** Whether `files` come in ascending order of their paths, as `<` compares them. Default: false. */
  isOrdered?: boolean;
  /** What is new or changed, read while iterating. */
  files: AsyncIterable<ReadFile> | Iterable<ReadFile>;
  /** Paths that are gone; empty when complete. */
  removed: string[];
  /** What the ledger is to keep for later reads, where the source cannot tell without it. */
  versions?: VersionChanges;
}

/**
 * Reads a source.
 *
 * @param since - a revision that the ledger knows; absent for everything
 * @param versions - gives what the ledger keeps of {@link SourceReading.versions}
 * @throws where it could not be read, which says nothing about its content
 */
export type ReadSource = (
  since?: string,
  versions?: () => Promise<ReadonlyMap<string, string>>,
) => Promise<SourceReading>;
