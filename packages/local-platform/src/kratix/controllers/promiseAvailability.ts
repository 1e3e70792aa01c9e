import { findCondition } from '../conditions';
import { labels } from '../constants';
import {
  generationOf,
  hasFlag,
  promiseLabels,
  selectorOf,
} from '../model/objects';
import { PromiseApi } from '../model/promise';
import { resourceTypes } from '../resourceTypes';
import { isNotFound } from '../runtime/controller';
import { removeLabels, setLabels } from '../runtime/context';
import { ReconcileResult } from '../runtime/workQueue';
import { isAvailable, withAvailable } from '../status/promiseStatus';
import { withWorksOutcome } from '../status/worksStatus';
import { requirementsAreMet } from './promiseRequirements';
import { Look, PromiseScope, storePromise } from './promiseScope';
import { promiseInterval } from './promiseWorkflow';

const TYPE = resourceTypes.promises;

async function reconcileRequests(
  scope: PromiseScope,
  look: Look,
  api: PromiseApi,
): Promise<ReconcileResult | void> {
  const { client } = scope.context;
  const { object, before, unavailable } = look;
  await scope.recorder.normal(
    object,
    'ReconcilingResources',
    'Reconciling all resource requests',
  );
  for (const request of await client.list(api.type)) {
    try {
      await setLabels(client, api.type, request, {
        [labels.runFromStart]: 'true',
      });
    } catch (error) {
      if (!isNotFound(error)) {
        throw error;
      }
    }
  }
  if (hasFlag(object, labels.reconcileResources)) {
    await removeLabels(client, TYPE, object, labels.reconcileResources);
    return undefined;
  }
  await storePromise(scope, object, {
    ...unavailable,
    observedGeneration: generationOf(object),
    ...(isAvailable(before) && { status: 'Available' }),
  });
  return undefined;
}

async function finishPromise(
  scope: PromiseScope,
  look: Look,
): Promise<ReconcileResult | void> {
  const { client, now } = scope.context;
  const { object, promise, before } = look;
  const works = await client.list(resourceTypes.works, {
    labelSelector: selectorOf({
      ...promiseLabels(promise.name),
      [labels.workType]: 'promise',
    }),
  });
  const count = promise.spec.pipelines.promise.configure.length;
  const outcome = withWorksOutcome(before, works, 'promise', count, now());
  if (await storePromise(scope, object, outcome.status)) {
    for (const condition of outcome.changed) {
      if (condition.status === 'False') {
        await scope.recorder.warning(
          object,
          condition.reason,
          condition.message,
        );
      } else if (condition.status === 'True') {
        await scope.recorder.normal(
          object,
          condition.type === 'Reconciled'
            ? 'ReconcileSucceeded'
            : condition.reason,
          condition.type === 'Reconciled'
            ? 'Successfully reconciled'
            : condition.message,
        );
      }
    }
    return undefined;
  }
  const completed = findCondition(before, 'ConfigureWorkflowCompleted');
  if (completed && completed.status === 'True') {
    await scope.recorder.normal(
      object,
      'ConfigureWorkflowCompleted',
      'All workflows completed',
    );
  }
  return count === 0 || completed?.status === 'True'
    ? { requeueAfter: await promiseInterval(scope.context, promise.name) }
    : undefined;
}

/** Lets a Promise be requested whose own workflow is done, and has its requests follow a change of it. */
export async function makeAvailable(
  scope: PromiseScope,
  look: Look,
): Promise<ReconcileResult | void> {
  const { config, now } = scope.context;
  const { object, promise, before, unavailable } = look;
  const { api } = promise.spec;
  if (api) {
    const met = requirementsAreMet(unavailable);
    await scope.requests.ensureStarted(promise.name, api.type, met);
    if (!met) {
      await storePromise(scope, object, unavailable);
      return { requeueAfter: config.delays.slow };
    }
    if (
      hasFlag(object, labels.reconcileResources) ||
      (generationOf(object) !== 1 &&
        before.observedGeneration !== generationOf(object))
    ) {
      return reconcileRequests(scope, look, api);
    }
  }
  if (!isAvailable(before)) {
    await scope.recorder.normal(object, 'Available', 'Promise is available');
    await storePromise(scope, object, withAvailable(unavailable, now()));
    return undefined;
  }
  return finishPromise(scope, look);
}
