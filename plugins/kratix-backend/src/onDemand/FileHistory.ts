import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import {
  FileList,
  isPlacementWritten,
  KratixPlacement,
  KratixRequest,
  KratixStateStore,
  PlacementFile,
  placementPath,
} from 'backstage-plugin-kratix-common';
import {
  describeFile,
  KratixPlatform,
  StateStoreFile,
  StateStoreReader,
  StateStoreReaders,
} from 'backstage-plugin-kratix-node';
import { compareFiles } from './compareFiles';

type Comparison = Pick<
  FileList['items'][number],
  'files' | 'comparedWith' | 'notCompared'
>;

/** The files themselves are there at once. What comes later is there when they are looked at again. */
const LONGEST_WAIT_MS = 15_000;

/** Tells what the last write of a placement changed, from the history of its state store. */
export class FileHistory {
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

  /** The files with what was done to them; where that cannot be told, why. */
  async compare(
    platform: KratixPlatform,
    request: KratixRequest,
    placement: KratixPlacement,
    files: PlacementFile[],
  ): Promise<Comparison> {
    const late = new AbortController();
    try {
      return await Promise.race([
        this.look(platform, request, placement, files),
        setTimeout(
          LONGEST_WAIT_MS,
          { files, notCompared: 'Its state store takes long to answer.' },
          { signal: late.signal },
        ),
      ]);
    } catch (error) {
      return { files, notCompared: toError(error).message };
    } finally {
      late.abort();
    }
  }

  private async look(
    platform: KratixPlatform,
    request: KratixRequest,
    placement: KratixPlacement,
    files: PlacementFile[],
  ): Promise<Comparison> {
    const { versionId } = placement;
    if (!isPlacementWritten(placement) || !versionId) {
      return { files, notCompared: 'It is not written yet.' };
    }
    const destination = platform
      .destinations()
      .find(({ name }) => name === placement.destination);
    const store = platform
      .stateStores()
      .find(
        ({ kind, name }) =>
          kind === destination?.stateStore?.kind &&
          name === destination.stateStore.name,
      );
    if (!destination || !store) {
      return { files, notCompared: 'Its Destination is not known.' };
    }
    const folder = placementPath({
      placement,
      request: request.ref,
      destination,
      store,
    });
    if (!store.git || folder === undefined) {
      return {
        files,
        notCompared: store.git
          ? `Destination ${destination.name} puts the files of all requests into one.`
          : `${store.kind} ${store.name} is a bucket, which keeps no commits.`,
      };
    }
    const reader = await this.reader(platform, store);
    if (!reader?.readWrite) {
      return {
        files,
        notCompared: `Backstage has no access to ${store.kind} ${store.name}: kratix.platforms.${platform.name}.stateStores.${store.name} gives it.`,
      };
    }
    const paths = new Set(files.map(({ path }) => posix.join(folder, path)));
    // A folder that others write to as well does not tell whose its other files were.
    const isShared = destination.filepathMode === 'none';
    const { files: written, before } = await reader.readWrite(
      versionId,
      folder,
      path => !isShared || paths.has(path),
    );
    const describe = ({ path, content }: StateStoreFile) => {
      const own = folder ? path.slice(folder.length + 1) : path;
      return content === undefined
        ? { path: own, size: 0, withheld: 'unreadable' as const }
        : describeFile(own, Buffer.from(content));
    };
    // Of a placement that has just changed, the commit is still that of the write before.
    const since = compareFiles(files, written.map(describe));
    if (since.some(({ change }) => change && change !== 'unchanged')) {
      return { files, notCompared: 'It is not written yet.' };
    }
    return {
      files: compareFiles(files, (before?.files ?? []).map(describe)),
      comparedWith: before?.revision,
    };
  }

  private async reader(
    platform: KratixPlatform,
    store: KratixStateStore,
  ): Promise<StateStoreReader | undefined> {
    const configured = Object.hasOwn(platform.storeAccess, store.name)
      ? platform.storeAccess[store.name]
      : undefined;
    if (!configured || !store.git) {
      return undefined;
    }
    const key = `${platform.name}/${store.name}/${store.git.branch}`;
    const known = this.readers.get(key);
    if (known) {
      return known;
    }
    this.cache ??= mkdtemp(join(tmpdir(), 'kratix-files-'));
    const reader = this.stores.open({
      location: { url: configured.url, branch: store.git.branch, path: '' },
      access: configured.access,
      cacheDirectory: await this.cache,
    });
    this.readers.set(key, reader);
    return reader;
  }
}
