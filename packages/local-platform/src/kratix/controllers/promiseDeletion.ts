import { KubeObject, ResourceType } from '../../kube';
import { withCondition } from '../conditions';
import { finalizers, labels } from '../constants';
import {
  finalizersOf,
  isBeingDeleted,
  promiseLabels,
  selectorOf,
  statusOf,
  withoutFinalizer,
} from '../model/objects';
import { BoundPromise } from '../model/promise';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { isNotFound } from '../runtime/controller';
import { ReconcileResult } from '../runtime/workQueue';
import { withHeldBack } from '../status/promiseStatus';
import { isJobRunning } from '../workflow/jobs';
import { plannedRuns } from '../workflow/pipelineRun';
import { runDelete } from '../workflow/runWorkflow';
import { handleSuspension } from './handleSuspension';
import { RequestControllers } from './requestControllers';

const TYPE = resourceTypes.promises;

const ORDER: readonly string[] = [
  finalizers.deleteWorkflows,
  finalizers.workflowsCleanup,
  finalizers.resourceRequestCleanup,
  finalizers.revisionCleanup,
  finalizers.dynamicControllerCleanup,
  finalizers.dependenciesCleanup,
  finalizers.apiCrdCleanup,
];

/** The finalizers of a Promise, for what it has. */
export function promiseFinalizers(promise: BoundPromise): string[] {
  const { api, pipelines } = promise.spec;
  return [
    ...(api
      ? [
          finalizers.resourceRequestCleanup,
          finalizers.dynamicControllerCleanup,
          finalizers.apiCrdCleanup,
        ]
      : []),
    finalizers.dependenciesCleanup,
    finalizers.workflowsCleanup,
    ...(pipelines.promise.delete.length > 0
      ? [finalizers.deleteWorkflows]
      : []),
    finalizers.revisionCleanup,
  ];
}

interface DeletionTarget {
  object: KubeObject;
  promise: BoundPromise;
  recorder: EventRecorder;
  requests: RequestControllers;
}

async function runDeleteWorkflow(
  context: KratixContext,
  target: DeletionTarget,
): Promise<ReconcileResult | 'done'> {
  const { client, config, now } = context;
  const { object, promise, recorder } = target;
  const jobs = await client.list(resourceTypes.jobs, {
    labelSelector: selectorOf({
      ...promiseLabels(promise.name),
      [labels.workflowType]: 'resource',
      [labels.workflowAction]: 'configure',
    }),
  });
  if (jobs.some(isJobRunning)) {
    return { requeueAfter: config.delays.fast };
  }
  const runs = plannedRuns({
    promise,
    type: 'promise',
    action: 'delete',
    object,
    crd: { type: TYPE, clusterScoped: true },
  });
  const suspension = await handleSuspension(context, {
    type: TYPE,
    object,
    recorder,
    owner: 'promise',
    pipelines: runs.map(run => run.pipeline.metadata.name),
    waitingStatus: status =>
      withCondition(
        withHeldBack(status, 'WorkflowSuspended', now()),
        {
          type: 'DeleteWorkflowCompleted',
          status: 'False',
          reason: 'DeleteWorkflowSuspended',
          message: 'The delete workflow is suspended',
        },
        now(),
      ),
  });
  if (suspension) {
    return suspension;
  }
  const outcome = await runDelete(context, {
    type: TYPE,
    object,
    workflow: 'promise',
    runs: runs.slice(0, 1),
    recorder,
  });
  if (outcome.state === 'done') {
    return 'done';
  }
  if (outcome.state === 'busy') {
    return outcome.result ?? { requeueAfter: config.delays.default };
  }
  const message = 'The Delete Pipeline has failed';
  await recorder.warning(object, 'Failed Pipeline', message);
  await storeStatus(
    client,
    TYPE,
    object,
    withCondition(
      statusOf(object),
      {
        type: 'DeleteWorkflowCompleted',
        status: 'False',
        reason: 'DeleteWorkflowFailed',
        message,
      },
      now(),
    ),
  );
  return { requeueAfter: config.delays.slow };
}

async function deleteAll(
  context: KratixContext,
  type: ResourceType,
  labelSelector?: string,
): Promise<boolean> {
  const { client } = context;
  let found: KubeObject[];
  try {
    found = await client.list(type, { labelSelector });
  } catch (error) {
    if (isNotFound(error)) {
      return true;
    }
    throw error;
  }
  for (const item of found) {
    if (!isBeingDeleted(item)) {
      await client.delete(type, item.metadata.name, item.metadata.namespace);
    }
  }
  return found.length === 0;
}

/** Asks for what a finalizer stands for to go; says whether it has. */
async function isCleanedUp(
  context: KratixContext,
  target: DeletionTarget,
  finalizer: string,
): Promise<boolean> {
  const { client } = context;
  const { promise, requests } = target;
  const { api } = promise.spec;
  const ofPromise = selectorOf(promiseLabels(promise.name));
  switch (finalizer) {
    case finalizers.workflowsCleanup:
      return deleteAll(
        context,
        resourceTypes.jobs,
        selectorOf({
          ...promiseLabels(promise.name),
          [labels.workflowType]: 'promise',
        }),
      );
    case finalizers.resourceRequestCleanup:
      if (!api) {
        return true;
      }
      if (await deleteAll(context, api.type)) {
        return true;
      }
      // Requests can only go while somebody works off their finalizers.
      await requests.ensureStarted(promise.name, api.type, false);
      return false;
    case finalizers.revisionCleanup:
      await deleteAll(context, resourceTypes.promiseRevisions, ofPromise);
      return true;
    case finalizers.dynamicControllerCleanup: {
      await requests.stop(promise.name);
      const types = [
        resourceTypes.clusterRoleBindings,
        resourceTypes.clusterRoles,
        resourceTypes.roleBindings,
        resourceTypes.roles,
        resourceTypes.serviceAccounts,
        resourceTypes.configMaps,
      ];
      for (const type of types) {
        await deleteAll(context, type, ofPromise);
      }
      return true;
    }
    case finalizers.dependenciesCleanup:
      return deleteAll(context, resourceTypes.works, ofPromise);
    default: {
      const name = api?.crd.metadata.name;
      const type = resourceTypes.customResourceDefinitions;
      if (!name || !(await client.get(type, name))) {
        return true;
      }
      await client.delete(type, name);
      return (await client.get(type, name)) === undefined;
    }
  }
}

/**
 * Takes the next step in deleting a Promise: its delete workflow, its Jobs, its requests, its revisions,
 * what was made for its pipelines, its Works with their files, its API. Each finalizer goes when what
 * it stands for is gone.
 */
export async function deletePromise(
  context: KratixContext,
  target: DeletionTarget,
): Promise<ReconcileResult | void> {
  const { client, config } = context;
  const { object } = target;
  const next = ORDER.find(finalizer =>
    finalizersOf(object).includes(finalizer),
  );
  if (!next) {
    return undefined;
  }
  if (next === finalizers.deleteWorkflows) {
    const result = await runDeleteWorkflow(context, target);
    if (result !== 'done') {
      return result;
    }
  } else if (!(await isCleanedUp(context, target, next))) {
    return { requeueAfter: config.delays.fast };
  }
  await client.update(TYPE, withoutFinalizer(object, next));
  return undefined;
}
