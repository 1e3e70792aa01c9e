import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { KratixStateStore } from 'backstage-plugin-kratix-common';
import {
  KratixPlatform,
  StateStoreReader,
  StateStoreReaders,
  StateStoreWrite,
} from 'backstage-plugin-kratix-node';
import { PlacementLocation } from '../query/locatePlacement';

/**
 * Reads what state stores held for a placement at a commit, from copies of those that the platform's
 * settings give access to.
 */
export class PlacementHistory {
  private readonly stores: StateStoreReaders;
  private readonly readers = new Map<string, StateStoreReader>();
  private cache?: Promise<string>;

  constructor(stores: StateStoreReaders) {
    this.stores = stores;
  }

  /** Takes the copies of repositories away. */
  async close() {
    const directory = await this.cache?.catch(() => undefined);
    if (directory) {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Whether it is kept in commits that may be read. */
  canRead(platform: KratixPlatform, { store, folder }: PlacementLocation) {
    return Boolean(
      store.git &&
        folder !== undefined &&
        Object.hasOwn(platform.storeAccess, store.name),
    );
  }

  /**
   * The files at a commit and at the one before.
   *
   * @param files - paths of the placement: a folder that others write to as well does not tell whose its
   *   other files are
   * @returns undefined where it cannot be read
   * @throws what the state store's reader throws
   */
  async read(
    platform: KratixPlatform,
    location: PlacementLocation,
    commit: string,
    files: string[],
  ): Promise<StateStoreWrite | undefined> {
    const { destination, store, folder } = location;
    if (folder === undefined || !this.canRead(platform, location)) {
      return undefined;
    }
    const reader = await this.reader(platform, store);
    const paths = new Set(files.map(path => posix.join(folder, path)));
    const isShared = destination.filepathMode === 'none';
    return await reader?.readWrite?.(
      commit,
      folder,
      path => !isShared || paths.has(path),
    );
  }

  private async reader(
    platform: KratixPlatform,
    store: KratixStateStore,
  ): Promise<StateStoreReader | undefined> {
    const { url, access } = platform.storeAccess[store.name];
    if (!store.git) {
      return undefined;
    }
    const { branch } = store.git;
    const key = `${platform.name}/${store.name}/${branch}`;
    const known = this.readers.get(key);
    if (known) {
      return known;
    }
    this.cache ??= mkdtemp(join(tmpdir(), 'kratix-files-'));
    const reader = this.stores.open({
      location: { url, branch, path: '' },
      access,
      cacheDirectory: await this.cache,
    });
    this.readers.set(key, reader);
    return reader;
  }
}
