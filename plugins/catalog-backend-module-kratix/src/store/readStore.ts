import { StateStoreFile, StateStoreReader } from 'backstage-plugin-kratix-node';
import { giveWay } from '../reading/giveWay';
import { readEntities, ReadFile, ReadOptions } from '../reading/readEntities';
import { shortenPath } from '../reading/shortenPath';
import { ReadSource } from '../provider/SourceReading';

async function* readFiles(
  changed: AsyncIterable<StateStoreFile>,
  options: ReadOptions,
): AsyncIterable<ReadFile> {
  for await (const file of changed) {
    yield await readEntities(file, options);
    await giveWay();
  }
}

/** Reads what the files of a state store define. */
export function readStore(
  reader: StateStoreReader,
  options: ReadOptions,
): ReadSource {
  return async (since, known) => {
    const { revision, complete, changed, removed, versions } =
      await reader.read(since, known);
    return {
      revision,
      complete,
      isReplaced: complete && since !== undefined,
      isOrdered: true,
      files: readFiles(changed, options),
      removed: removed.map(shortenPath),
      versions: versions && {
        set: versions,
        removed: complete ? 'all' : removed,
      },
    };
  };
}
