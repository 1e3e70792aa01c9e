import { KubeObject } from '../../kube';
import { GitStateStoreAddress } from '../../git/stateStoreWriter';
import { findCondition } from '../conditions';
import { finalizers, labels } from '../constants';
import { messageOf } from '../errors';
import { readDestination } from '../model/destination';
import {
  finalizersOf,
  isBeingDeleted,
  labelsOf,
  selectorOf,
  statusOf,
  withFinalizers,
  withoutFinalizer,
} from '../model/objects';
import { readWorkPlacement } from '../model/work';
import {
  PlacedWork,
  joinRepositoryPath,
  stateFilePath,
} from '../placement/paths';
import {
  PlacementWrite,
  deleteChange,
  readStateFile,
  updateChange,
} from '../placement/placementChange';
import {
  placementStatusAfterFailure,
  placementStatusAfterWrite,
} from '../placement/workStatus';
import { resourceTypes } from '../resourceTypes';
import {
  Controller,
  ObjectKey,
  WatchedType,
  isConflict,
  keyOf,
} from '../runtime/controller';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { generationChanges } from './generationChanges';
import { openStateStore } from './openStateStore';

const TYPE = resourceTypes.workPlacements;

function placedWork(placement: KubeObject): PlacedWork {
  const spec = readWorkPlacement(placement);
  return {
    namespace: placement.metadata.namespace ?? '',
    name: placement.metadata.name,
    promiseName: spec.promiseName,
    resourceName: spec.resourceName,
    pipelineName: labelsOf(placement)[labels.pipelineName] ?? '',
    groupId: spec.id,
  };
}

/** Writes the files of placements into their state stores, and takes them out again. */
export function workPlacementController(context: KratixContext): Controller {
  const { client, writer, config, logger, now } = context;
  const recorder = new EventRecorder(client, 'WorkPlacementController', logger);
  const again: ReconcileResult = { requeueAfter: config.delays.default };

  const describeWrite = async (
    placement: KubeObject,
    destination: KubeObject,
    store: { address: GitStateStoreAddress; path: string },
  ): Promise<PlacementWrite> => {
    const spec = readDestination(destination);
    const work = placedWork(placement);
    const previousFiles =
      spec.filepath.mode === 'none'
        ? readStateFile(
            await writer.read(
              store.address,
              joinRepositoryPath(store.path, spec.path, stateFilePath(work)),
            ),
          )
        : [];
    const others =
      spec.filepath.mode === 'aggregatedYAML'
        ? await client.list(TYPE, {
            labelSelector: selectorOf({
              [labels.targetDestinationName]: destination.metadata.name,
            }),
          })
        : [];
    return {
      storePath: store.path,
      destination: spec,
      work,
      workloads: readWorkPlacement(placement).workloads,
      previousFiles,
      aggregated: others
        .filter(other => !isBeingDeleted(other))
        .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1))
        .flatMap(other => readWorkPlacement(other).workloads),
    };
  };

  const dropFinalizers = (placement: KubeObject) =>
    client.update(
      TYPE,
      withoutFinalizer(
        placement,
        finalizers.repoCleanup,
        finalizers.dotFilesCleanup,
      ),
    );

  const remove = async (
    placement: KubeObject,
    destination: KubeObject,
    store: { address: GitStateStoreAddress; path: string },
  ): Promise<ReconcileResult | void> => {
    try {
      await writer.write(
        store.address,
        deleteChange(await describeWrite(placement, destination, store)),
      );
    } catch (error) {
      await recorder.warning(
        placement,
        'FailedDeleteFilesFromRepository',
        `failed to delete files from repository: ${messageOf(error)}`,
      );
      return again;
    }
    await dropFinalizers(placement);
    return undefined;
  };

  /** The scheduler writes the same status; the commit's id must not be lost to it. */
  const storeOutcome = async (
    placement: KubeObject,
    change: (
      status: ReturnType<typeof statusOf>,
    ) => ReturnType<typeof statusOf>,
  ): Promise<void> => {
    const { name, namespace } = placement.metadata;
    let current: KubeObject | undefined = placement;
    while (current) {
      try {
        await storeStatus(client, TYPE, current, change(statusOf(current)));
        return;
      } catch (error) {
        if (!isConflict(error)) {
          throw error;
        }
        current = await client.get(TYPE, name, namespace);
      }
    }
  };

  const write = async (
    placement: KubeObject,
    destination: KubeObject,
    store: { address: GitStateStoreAddress; path: string },
  ): Promise<ReconcileResult | void> => {
    const target = destination.metadata.name;
    let versionId: string | undefined;
    try {
      const change = updateChange(
        await describeWrite(placement, destination, store),
      );
      versionId = (await writer.write(store.address, change)).sha;
    } catch (error) {
      await recorder.warning(
        placement,
        'FailedWriteToDestination',
        `failed writing to Destination: ${target} with error: ${messageOf(
          error,
        )}; check kubectl get destination for more info`,
      );
      await storeOutcome(placement, status =>
        placementStatusAfterFailure(status, messageOf(error), now()),
      );
      return again;
    }
    await recorder.normal(
      placement,
      'WorkloadsWrittenToStateStore',
      `successfully written to Destination: ${target}${
        versionId ? ` with versionID: ${versionId}` : ''
      }`,
    );
    await storeOutcome(placement, status =>
      placementStatusAfterWrite(status, versionId, now()),
    );
    return config.stateStoreReconciliationInterval > 0
      ? { requeueAfter: config.stateStoreReconciliationInterval }
      : undefined;
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const placement = await client.get(TYPE, key.name, key.namespace);
    if (!placement) {
      return undefined;
    }
    const destination = await client.get(
      resourceTypes.destinations,
      readWorkPlacement(placement).targetDestinationName,
    );
    if (!destination) {
      await dropFinalizers(placement);
      return undefined;
    }
    const spec = readDestination(destination);
    const store = await openStateStore(client, spec);
    if (store.state !== 'ready') {
      return again;
    }
    if (isBeingDeleted(placement)) {
      return remove(placement, destination, store);
    }
    const wanted =
      spec.filepath.mode === 'none'
        ? [finalizers.repoCleanup, finalizers.dotFilesCleanup]
        : [finalizers.repoCleanup];
    const own = finalizersOf(placement);
    const missing = wanted.filter(finalizer => !own.includes(finalizer));
    const ready =
      missing.length > 0
        ? await client.update(
            TYPE,
            withFinalizers(placement, [...own, ...missing]),
          )
        : placement;
    return write(ready, destination, store);
  };

  /** A store that becomes ready has placements waiting for it. */
  const storesThatBecomeReady = (): WatchedType => {
    const ready = new Map<string, boolean>();
    return {
      type: resourceTypes.gitStateStores,
      map: async ({ type, object: store }) => {
        const { name } = store.metadata;
        const isReady =
          type !== 'DELETED' &&
          findCondition(statusOf(store), 'Ready')?.status === 'True';
        const was = ready.get(name);
        ready.set(name, isReady);
        if (!isReady || was === true) {
          return [];
        }
        const destinations = await client.list(resourceTypes.destinations);
        const names = destinations
          .filter(item => readDestination(item).stateStoreRef?.name === name)
          .map(item => item.metadata.name);
        const placements = await client.list(TYPE);
        return placements
          .filter(item =>
            names.includes(readWorkPlacement(item).targetDestinationName),
          )
          .map(keyOf);
      },
    };
  };

  return new Controller({
    name: 'WorkPlacement',
    client,
    logger,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
    watches: [generationChanges(TYPE), storesThatBecomeReady()],
  });
}
