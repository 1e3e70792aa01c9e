/**
 * Reads the definitions that Promises wrote into a state store.
 *
 * @public
 */
export interface StateStoreReader {
  /** Where it reads, for people: no credentials in it. */
  readonly description: string;
  /**
   * Fetches and tells what the store holds now compared to an earlier revision.
   *
   * @param since - a revision that an earlier read gave; leave out for everything
   * @param versions - gives the `versions` of all files at that revision, as far as earlier reads told
   * them; asked where the reader does not remember that revision
   * @returns complete changes only. Where the earlier revision is no longer part of the history
   * (rewritten, another repository), all files are listed and `complete` is true.
   * @throws ServiceUnavailableError, NotFoundError (no such repository or branch),
   * AuthenticationError: the store could not be read, which says nothing about its content.
   */
  read(
    since?: string,
    versions?: () => Promise<ReadonlyMap<string, string>>,
  ): Promise<StateStoreChanges>;
  /**
   * The files of a folder of the store as a revision left them, and as they were right before. Absent
   * where the store keeps no history.
   *
   * @param folder - the empty one stands for all
   * @param include - which of its files count, by their paths in the store; of others nothing is read
   * @throws as {@link StateStoreReader.read}; NotFoundError where the store does not know the revision
   */
  readWrite?(
    revision: string,
    folder: string,
    include: (path: string) => boolean,
  ): Promise<StateStoreWrite>;
}

/** @public */
export interface StateStoreWrite {
  files: StateStoreFile[];
  /** Absent where the revision is the first one. */
  before?: { revision: string; files: StateStoreFile[] };
}

/** @public */
export interface StateStoreChanges {
  /** Opaque; for Git the commit. Equal revisions hold equal files. */
  revision: string;
  /** Whether `changed` lists every file of the store, so that what is not in it is gone. */
  complete: boolean;
  /**
   * Files that are new or changed, in ascending order of their paths (as `<` compares them). Contents
   * are read while iterating, a bounded number at a time. May be iterated again.
   */
  changed: AsyncIterable<StateStoreFile>;
  /** Paths that are gone; empty when `complete`. */
  removed: string[];
  /**
   * Of the files that are new or changed, by path, where the store tells only by the versions of all
   * files what has changed: whoever keeps them spares the next process from reading everything.
   */
  versions?: ReadonlyMap<string, string>;
}

/** @public */
export interface StateStoreFile {
  /** Relative to the root of the repository or bucket, with `/`. */
  path: string;
  /** Hash of the content, or undefined when the content was not read. */
  contentHash?: string;
  /** Absent when the file is not read: see `skipped`. */
  content?: string;
  /** Why the content was not read: it is too large, a symlink, or not text. */
  skipped?: string;
}
