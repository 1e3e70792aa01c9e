import { KubeObject, ResourceType } from '../../kube';
import { withSortedCondition } from '../conditions';
import { finalizers, labels, requestFinalizers } from '../constants';
import { findBinding } from '../model/bindings';
import {
  finalizersOf,
  promiseLabels,
  selectorOf,
  statusOf,
  withoutFinalizer,
} from '../model/objects';
import { BoundPromise } from '../model/promise';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { plannedRuns, workflowNamespace } from '../workflow/pipelineRun';
import { runDelete } from '../workflow/runWorkflow';
import { handleSuspension } from './handleSuspension';

interface DeletionTarget {
  type: ResourceType;
  request: KubeObject;
  promise: BoundPromise;
  recorder: EventRecorder;
}

async function runDeleteWorkflow(
  context: KratixContext,
  target: DeletionTarget,
): Promise<ReconcileResult | void> {
  const { client, config, now } = context;
  const { type, request, promise, recorder } = target;
  const runs = plannedRuns({
    promise,
    type: 'resource',
    action: 'delete',
    object: request,
    crd: { type, clusterScoped: false },
  });
  const suspension = await handleSuspension(context, {
    type,
    object: request,
    recorder,
    owner: 'resource request',
    pipelines: runs.map(run => run.pipeline.metadata.name),
    waitingStatus: status =>
      withSortedCondition(
        withSortedCondition(
          status,
          {
            type: 'Reconciled',
            status: 'Unknown',
            reason: 'WorkflowSuspended',
            message: 'Suspended',
          },
          now(),
        ),
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
    type,
    object: request,
    workflow: 'resource',
    runs: runs.slice(0, 1),
    recorder,
  });
  switch (outcome.state) {
    case 'busy':
      return outcome.result ?? { requeueAfter: config.delays.default };
    case 'failed':
      await recorder.warning(
        request,
        'Failed Pipeline',
        'The Delete Pipeline has failed',
      );
      await storeStatus(
        client,
        type,
        request,
        withSortedCondition(
          statusOf(request),
          {
            type: 'DeleteWorkflowCompleted',
            status: 'False',
            reason: 'DeleteWorkflowFailed',
            message: 'The Delete Pipeline has failed',
          },
          now(),
        ),
      );
      return { requeueAfter: config.delays.slow };
    default:
      await client.update(
        type,
        withoutFinalizer(request, finalizers.deleteWorkflows),
      );
      return undefined;
  }
}

/**
 * Deletes what a list finds.
 *
 * @returns whether there was nothing left to delete
 */
async function deleteAll(
  context: KratixContext,
  type: ResourceType,
  found: KubeObject[],
): Promise<boolean> {
  for (const { metadata } of found) {
    await context.client.delete(type, metadata.name, metadata.namespace);
  }
  return found.length === 0;
}

async function isCleanedUp(
  context: KratixContext,
  target: DeletionTarget,
  finalizer: string,
): Promise<boolean> {
  const { client } = context;
  const { request, promise } = target;
  const own = {
    ...promiseLabels(promise.name),
    [labels.resourceName]: request.metadata.name,
  };
  switch (finalizer) {
    case finalizers.workCleanup:
      return deleteAll(
        context,
        resourceTypes.works,
        await client.list(resourceTypes.works, {
          namespace: workflowNamespace(promise, request),
          labelSelector: selectorOf({ ...own, [labels.workType]: 'resource' }),
        }),
      );
    case finalizers.workflowsCleanup:
      return deleteAll(
        context,
        resourceTypes.jobs,
        await client.list(resourceTypes.jobs, {
          labelSelector: selectorOf({
            ...own,
            [labels.workflowType]: 'resource',
          }),
        }),
      );
    default: {
      const binding = await findBinding(client, promise.name, request);
      return deleteAll(
        context,
        resourceTypes.resourceBindings,
        binding ? [binding] : [],
      );
    }
  }
}

/**
 * Takes the next step in deleting a request: its delete workflow, then its Works with their files, its
 * Jobs, its binding. Each finalizer goes when what it stands for is gone.
 */
export async function deleteRequest(
  context: KratixContext,
  target: DeletionTarget,
): Promise<ReconcileResult | void> {
  const { client, config } = context;
  const { type, request } = target;
  const next = requestFinalizers.find(finalizer =>
    finalizersOf(request).includes(finalizer),
  );
  if (!next) {
    await isCleanedUp(context, target, finalizers.resourceBindingCleanup);
    return undefined;
  }
  if (next === finalizers.deleteWorkflows) {
    return runDeleteWorkflow(context, target);
  }
  if (await isCleanedUp(context, target, next)) {
    await client.update(type, withoutFinalizer(request, next));
    return undefined;
  }
  // Usually what was deleted goes at once; its events bring the next look, and this is for the rest.
  return (await isCleanedUp(context, target, next))
    ? client.update(type, withoutFinalizer(request, next)).then(() => undefined)
    : { requeueAfter: config.delays.fast };
}
