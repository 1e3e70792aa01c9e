/** A Git state store with everything that is needed to reach it, its Secret already read. */
export interface GitStateStoreAddress {
  /** `https://…`, `ssh://…` or `git@host:path`; plain `http://` on loopback only. */
  url: string;
  branch: string;
  /** Absent for a repository that needs none. */
  credentials?:
    | { method: 'basicAuth'; username: string; password: string }
    | { method: 'ssh'; privateKey: string; knownHosts: string };
  /** Author and committer of the commits. */
  author: { name: string; email: string };
}

/** One file in a state store: a path relative to the repository's root, with `/`. */
export interface StateStoreFile {
  path: string;
  content: Uint8Array;
}

/**
 * One commit: what is removed goes first, then the files are written, so a directory that is removed
 * and written to ends up holding exactly `files`. What does not exist is removed without complaint.
 */
export interface StateStoreChange {
  message: string;
  removeDirs?: string[];
  removeFiles?: string[];
  files?: StateStoreFile[];
}

/**
 * Reads and writes Git state stores. Works on one store happen one after another; works on different
 * stores do not wait for each other.
 *
 * Every method rejects with a {@link StateStoreError} whose message holds no credentials.
 */
export interface StateStoreWriter {
  /**
   * Commits a change on the store's branch and pushes it, never forced: when somebody else pushed
   * meanwhile, the change is made again on top of theirs. A missing branch is created.
   *
   * @returns the commit's `sha`, or none when the tree already was as the change wants it.
   */
  write(
    store: GitStateStoreAddress,
    change: StateStoreChange,
  ): Promise<{ sha?: string }>;
  /** The file at the branch's head, `undefined` when there is none. */
  read(
    store: GitStateStoreAddress,
    path: string,
  ): Promise<Uint8Array | undefined>;
  /** Resolves when the store can be reached and its credentials are accepted. */
  check(store: GitStateStoreAddress): Promise<void>;
}

/** A state store that cannot be read or written; `message` says which and why. */
export class StateStoreError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'StateStoreError';
  }
}
