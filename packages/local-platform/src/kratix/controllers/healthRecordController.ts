import { KubeObject } from '../../kube';
import { finalizers } from '../constants';
import { objectAt } from '../json';
import {
  finalizersOf,
  isBeingDeleted,
  statusOf,
  withFinalizers,
  withoutFinalizer,
} from '../model/objects';
import { readPromise } from '../model/promise';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, getIfServed, storeStatus } from '../runtime/context';
import { Controller, ObjectKey } from '../runtime/controller';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { healthStatus } from '../status/healthStatus';

const TYPE = resourceTypes.healthRecords;

function target(record: KubeObject): { name?: string; namespace?: string } {
  const { name, namespace } = objectAt(record, 'data', 'resourceRef');
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof namespace === 'string' && { namespace }),
  };
}

/** Gathers the health that others report of requests into their status. */
export function healthRecordController(context: KratixContext): Controller {
  const { client, config, logger } = context;
  const recorder = new EventRecorder(client, 'HealthRecordController', logger);

  /** A request that is not there yet is looked for again. */
  const updateRequest = async (
    record: KubeObject,
  ): Promise<ReconcileResult | void> => {
    const { name, namespace } = target(record);
    const promise = await client.get(
      resourceTypes.promises,
      String(objectAt(record, 'data', 'promiseRef').name ?? ''),
    );
    const api = promise && readPromise(promise).spec.api;
    if (!api || !name) {
      return undefined;
    }
    const request = await getIfServed(client, api.type, name, namespace);
    if (!request) {
      return { requeueAfter: config.delays.default };
    }
    const records = (await client.list(TYPE)).filter(other => {
      const of = target(other);
      return (
        of.name === name && of.namespace === namespace && !isBeingDeleted(other)
      );
    });
    const health = healthStatus(records);
    const before = objectAt(statusOf(request), 'healthStatus').state;
    await storeStatus(client, api.type, request, {
      ...statusOf(request),
      healthStatus: health,
    });
    if (before === health.state) {
      return undefined;
    }
    const note = `Health state is ${health.state}`;
    if (health.state === 'healthy' || health.state === 'ready') {
      await recorder.normal(request, 'HealthRecord', note);
    } else {
      await recorder.warning(request, 'HealthRecord', note);
    }
    return undefined;
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const record = await client.get(TYPE, key.name, key.namespace);
    if (!record) {
      return undefined;
    }
    const own = finalizersOf(record);
    if (isBeingDeleted(record)) {
      await updateRequest(record);
      if (own.includes(finalizers.healthRecordCleanup)) {
        await client.update(
          TYPE,
          withoutFinalizer(record, finalizers.healthRecordCleanup),
        );
      }
      return undefined;
    }
    if (!own.includes(finalizers.healthRecordCleanup)) {
      await client.update(
        TYPE,
        withFinalizers(record, [...own, finalizers.healthRecordCleanup]),
      );
      return undefined;
    }
    return updateRequest(record);
  };

  return new Controller({
    name: 'HealthRecord',
    client,
    logger,
    type: TYPE,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
  });
}
