import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { labels } from '../constants';
import { hasFlag, statusOf } from '../model/objects';
import { versionOf } from '../model/revisions';
import { setLabels } from '../runtime/context';
import { ReconcileResult } from '../runtime/workQueue';
import { plannedRuns } from '../workflow/pipelineRun';
import { isDue } from '../workflow/reconciliationInterval';
import { runConfigure } from '../workflow/runWorkflow';
import {
  counter,
  listsPipelines,
  withPendingPipelines,
  withReconciled,
} from '../workflow/workflowStatus';
import { finishRequest } from './finishRequest';
import { handleSuspension } from './handleSuspension';
import { noteUnfinished } from './requestBinding';
import {
  BoundRequest,
  nextRun,
  RequestScope,
  storeRequest,
} from './requestScope';

/** Takes the configure workflow of a request one step on. */
export async function configureRequest(
  scope: RequestScope,
  request: KubeObject,
  bound: BoundRequest,
): Promise<ReconcileResult | void> {
  const { context, promiseName, type, recorder } = scope;
  const { client, config, now } = context;
  const status = statusOf(request);
  const completed = findCondition(status, 'ConfigureWorkflowCompleted');
  const due = isDue(
    completed,
    nextRun(scope, bound).requeueAfter,
    config.reconcileAfterFailure,
    now(),
  );
  if (
    due &&
    !hasFlag(request, labels.runFromStart) &&
    !hasFlag(request, labels.manualReconciliation)
  ) {
    await setLabels(client, type, request, {
      [labels.manualReconciliation]: 'true',
    });
    return undefined;
  }
  if (findCondition(status, 'Reconciled')?.reason === 'PausedReconciliation') {
    const relabelled = await setLabels(client, type, request, {
      [labels.runFromStart]: 'true',
      [labels.workflowSuspended]: null,
    });
    await storeRequest(
      scope,
      relabelled,
      withReconciled(
        statusOf(relabelled),
        'Unknown',
        'Unpaused',
        'Pending',
        now(),
      ),
    );
    return undefined;
  }
  const runs = plannedRuns({
    promise: bound.promise,
    type: 'resource',
    action: 'configure',
    object: request,
    crd: { type, clusterScoped: false },
  });
  const names = runs.map(run => run.pipeline.metadata.name);
  const isSetUp =
    counter(status, 'workflows') === runs.length &&
    listsPipelines(status, names);
  if (!isSetUp) {
    const listed = listsPipelines(status, names)
      ? status
      : withPendingPipelines(status, names, now());
    await storeRequest(scope, request, { ...listed, workflows: runs.length });
    return undefined;
  }
  const suspension = await handleSuspension(context, {
    type,
    object: request,
    recorder,
    owner: 'resource request',
    pipelines: names,
    waitingStatus: current =>
      withReconciled(
        current,
        'Unknown',
        'WorkflowSuspended',
        'Suspended',
        now(),
      ),
  });
  if (suspension) {
    return suspension;
  }
  const outcome = await runConfigure(context, {
    type,
    object: request,
    workflow: 'resource',
    runs,
    recorder,
  });
  if (outcome.state === 'done') {
    return finishRequest(scope, request, bound, runs);
  }
  const current = await client.get(
    type,
    request.metadata.name,
    request.metadata.namespace,
  );
  if (current) {
    await noteUnfinished(
      context,
      promiseName,
      current,
      versionOf(bound.revision),
    );
  }
  if (outcome.state === 'failed') {
    return config.reconcileAfterFailure ? nextRun(scope, bound) : undefined;
  }
  return outcome.result;
}
