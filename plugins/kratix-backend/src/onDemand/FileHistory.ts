import { setTimeout } from 'node:timers/promises';
import { toError } from '@backstage/errors';
import {
  FileList,
  isPlacementWritten,
  KratixPlacement,
  KratixRequest,
  PlacementFile,
} from 'backstage-plugin-kratix-common';
import {
  describeFile,
  KratixPlatform,
  StateStoreFile,
} from 'backstage-plugin-kratix-node';
import { locatePlacement } from '../query/locatePlacement';
import { compareFiles } from './compareFiles';
import { PlacementHistory } from './PlacementHistory';

type Comparison = Pick<
  FileList['items'][number],
  'files' | 'comparedWith' | 'notCompared'
>;

/** The files themselves are there at once. What comes later is there when they are looked at again. */
const LONGEST_WAIT_MS = 15_000;

/** Tells what the last write of a placement changed, from the history of its state store. */
export class FileHistory {
  constructor(private readonly history: PlacementHistory) {}

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
    const location = locatePlacement(platform, request.ref, placement);
    if (!location) {
      return { files, notCompared: 'Its Destination is not known.' };
    }
    const { destination, store, folder } = location;
    if (!store.git || folder === undefined) {
      return {
        files,
        notCompared: store.git
          ? `Destination ${destination.name} puts the files of all requests into one.`
          : `${store.kind} ${store.name} is a bucket, which keeps no commits.`,
      };
    }
    const write = await this.history.read(
      platform,
      location,
      versionId,
      files.map(({ path }) => path),
    );
    if (!write) {
      return {
        files,
        notCompared: `Backstage has no access to ${store.kind} ${store.name}: kratix.platforms.${platform.name}.stateStores.${store.name} gives it.`,
      };
    }
    const { files: written, before } = write;
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
}
