import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { SerialQueue } from '../process/SerialQueue';
import { GitMirror, WriteResult } from './GitMirror';
import { checkAddress } from './remote';
import {
  GitStateStoreAddress,
  StateStoreChange,
  StateStoreError,
  StateStoreWriter,
} from './stateStoreWriter';

/** Changes that wait for their turn to be written together. */
interface Batch {
  changes: StateStoreChange[];
  written: Promise<WriteResult[]>;
}

/**
 * Writes state stores with the system's git, by way of a bare mirror of each store below one directory.
 * A mirror holds nothing that the store does not: it may be removed at any time. Changes that come while
 * a store is busy go into one push, a commit each.
 */
export class GitStateStoreWriter implements StateStoreWriter {
  private readonly mirrors = new Map<
    string,
    { mirror: GitMirror; queue: SerialQueue }
  >();
  /** By address, credentials included. */
  private readonly waiting = new Map<string, Batch>();

  /**
   * @param options.directory - where the mirrors are kept
   * @param options.processEnvironment - added to the environment of every git process
   * @param options.minimumFetchIntervalMs - how long what was last seen of a store may be built upon
   *   before looking again (Kratix: `git.minimumFetchInterval`, 5 seconds)
   */
  constructor(
    private readonly options: {
      directory: string;
      minimumFetchIntervalMs?: number;
      processEnvironment?: Record<string, string>;
    },
  ) {}

  async write(
    store: GitStateStoreAddress,
    change: StateStoreChange,
  ): Promise<{ sha?: string }> {
    const key = JSON.stringify(store);
    const batch = this.waiting.get(key) ?? this.startBatch(key, store);
    const index = batch.changes.push(change) - 1;
    const { sha, error } = (await batch.written)[index];
    if (error) {
      throw error;
    }
    return { sha };
  }

  read(store: GitStateStoreAddress, file: string) {
    return this.with(store, mirror => mirror.read(store, file));
  }

  check(store: GitStateStoreAddress) {
    return this.with(store, mirror => mirror.check(store));
  }

  /** {@link GitMirror.latest} of a store. */
  latest(
    store: GitStateStoreAddress,
    fresh: boolean,
  ): Promise<string | undefined> {
    return this.with(store, mirror => mirror.latest(store, fresh));
  }

  /** {@link GitMirror.tree} of a commit that {@link GitStateStoreWriter.latest} gave. */
  tree(store: GitStateStoreAddress, sha: string, directory: string) {
    return this.with(store, mirror => mirror.tree(sha, directory));
  }

  /** {@link GitMirror.files} of a tree. */
  files(
    store: GitStateStoreAddress,
    tree: string,
    matches: RegExp,
    limits: { files: number; bytes: number },
  ) {
    return this.with(store, mirror => mirror.files(tree, matches, limits));
  }

  private startBatch(key: string, store: GitStateStoreAddress): Batch {
    const changes: StateStoreChange[] = [];
    const close = () => {
      if (this.waiting.get(key)?.changes === changes) {
        this.waiting.delete(key);
      }
    };
    const written = this.with(store, mirror => {
      close();
      return mirror.write(store, changes);
    }).finally(close);
    const batch = { changes, written };
    this.waiting.set(key, batch);
    return batch;
  }

  private async with<T>(
    store: GitStateStoreAddress,
    work: (mirror: GitMirror) => Promise<T>,
  ): Promise<T> {
    checkAddress(store);
    const name = createHash('sha256').update(store.url).digest('hex');
    const directory = path.join(
      this.options.directory,
      `${name.slice(0, 32)}.git`,
    );
    let entry = this.mirrors.get(directory);
    if (!entry) {
      entry = {
        mirror: new GitMirror(directory, {
          minimumFetchIntervalMs: this.options.minimumFetchIntervalMs ?? 5_000,
          processEnvironment: this.options.processEnvironment ?? {},
        }),
        queue: new SerialQueue(),
      };
      this.mirrors.set(directory, entry);
    }
    const { mirror, queue } = entry;
    return queue.run(async () => {
      try {
        await mirror.open();
        return await work(mirror);
      } catch (error) {
        mirror.forget();
        if (error instanceof StateStoreError) {
          throw error;
        }
        if (!(await mirror.isBroken())) {
          throw explain(store, error);
        }
      }
      await fs.rm(directory, { recursive: true, force: true });
      mirror.forget();
      try {
        await mirror.open();
        return await work(mirror);
      } catch (error) {
        throw explain(store, error);
      }
    });
  }
}

function explain(store: GitStateStoreAddress, cause: unknown): Error {
  if (cause instanceof StateStoreError) {
    return cause;
  }
  const reason = cause instanceof Error ? cause.message : String(cause);
  const refused =
    /could not read (Username|Password)|Authentication failed|HTTP 40[13]|error: 40[13]|Permission denied \(/i;
  return new StateStoreError(
    refused.test(reason)
      ? `The repository ${store.url} refused the credentials: ${reason}`
      : `The repository ${store.url} could not be used: ${reason}`,
    { cause },
  );
}
