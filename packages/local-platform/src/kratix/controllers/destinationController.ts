import { KubeObject } from '../../kube';
import { findCondition, withCondition } from '../conditions';
import { finalizers, labels } from '../constants';
import { messageOf } from '../errors';
import { readDestination } from '../model/destination';
import {
  finalizersOf,
  isBeingDeleted,
  selectorOf,
  statusOf,
  withFinalizers,
  withoutFinalizer,
} from '../model/objects';
import { canaryChange } from '../placement/placementChange';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, keyOf } from '../runtime/controller';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { openStateStore } from './openStateStore';

const TYPE = resourceTypes.destinations;

/** Keeps Destinations ready: with the documents by which they prove to be reachable, or without. */
export function destinationController(context: KratixContext): Controller {
  const { client, writer, config, logger, now } = context;
  const recorder = new EventRecorder(client, 'DestinationController', logger);
  const again: ReconcileResult = { requeueAfter: config.delays.default };

  const setReady = async (
    object: KubeObject,
    status: 'True' | 'False',
    reason: string,
    message: string,
  ): Promise<void> => {
    const next = withCondition(
      statusOf(object),
      { type: 'Ready', status, reason, message },
      now(),
    );
    await storeStatus(client, TYPE, object, next);
  };

  const remove = async (
    object: KubeObject,
  ): Promise<ReconcileResult | void> => {
    if (!finalizersOf(object).includes(finalizers.destinationCleanup)) {
      return undefined;
    }
    const placements = await client.list(resourceTypes.workPlacements, {
      labelSelector: selectorOf({
        [labels.targetDestinationName]: object.metadata.name,
      }),
    });
    for (const placement of placements) {
      await client.delete(
        resourceTypes.workPlacements,
        placement.metadata.name,
        placement.metadata.namespace,
      );
    }
    if (placements.length > 0) {
      return again;
    }
    const spec = readDestination(object);
    const store = await openStateStore(client, spec);
    if (store.state !== 'ready') {
      return again;
    }
    await writer.write(store.address, canaryChange(store.path, spec, false));
    await client.update(
      TYPE,
      withoutFinalizer(object, finalizers.destinationCleanup),
    );
    return undefined;
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const object = await client.get(TYPE, key.name);
    if (!object) {
      return undefined;
    }
    if (isBeingDeleted(object)) {
      return remove(object);
    }
    const spec = readDestination(object);
    const wantsFinalizer = spec.cleanup === 'all';
    if (
      finalizersOf(object).includes(finalizers.destinationCleanup) !==
      wantsFinalizer
    ) {
      await client.update(
        TYPE,
        wantsFinalizer
          ? withFinalizers(object, [
              ...finalizersOf(object),
              finalizers.destinationCleanup,
            ])
          : withoutFinalizer(object, finalizers.destinationCleanup),
      );
      return undefined;
    }
    if (!findCondition(statusOf(object), 'Ready')) {
      await setReady(
        object,
        'False',
        'DestinationNotReady',
        'Destination is not ready',
      );
      return undefined;
    }
    const store = await openStateStore(client, spec);
    if (store.state !== 'ready') {
      const problem = store.state === 'missing' ? 'not found' : 'not ready';
      const message = `${spec.stateStoreRef?.kind}/${spec.stateStoreRef?.name}: ${problem}`;
      await recorder.warning(object, 'DestinationNotReady', message);
      await setReady(
        object,
        'False',
        store.state === 'missing' ? 'StateStoreNotFound' : 'StateStoreNotReady',
        message,
      );
      return again;
    }
    const { enabled } = spec.initWorkloads;
    try {
      await writer.write(
        store.address,
        canaryChange(store.path, spec, enabled),
      );
    } catch (error) {
      const message = `Failed to write test documents to State Store: ${messageOf(
        error,
      )}`;
      await recorder.warning(object, 'DestinationNotReady', message);
      await setReady(object, 'False', 'StateStoreWriteFailed', message);
      return again;
    }
    await recorder.normal(object, 'DestinationReady', 'Destination is Ready');
    await setReady(
      object,
      'True',
      enabled ? 'TestDocumentsWritten' : 'DestinationReady',
      enabled
        ? 'Test documents written to State Store'
        : 'Destination is ready',
    );
    return undefined;
  };

  const onStoreChange = async ({ object: store }: { object: KubeObject }) => {
    const destinations = await client.list(TYPE);
    return destinations
      .filter(destination => {
        const { stateStoreRef } = readDestination(destination);
        return (
          stateStoreRef?.kind === store.kind &&
          stateStoreRef.name === store.metadata.name
        );
      })
      .map(keyOf);
  };

  return new Controller({
    name: 'Destination',
    client,
    logger,
    type: TYPE,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
    watches: [{ type: resourceTypes.gitStateStores, map: onStoreChange }],
  });
}
