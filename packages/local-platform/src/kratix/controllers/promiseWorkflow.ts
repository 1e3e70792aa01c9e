import { findCondition, withCondition } from '../conditions';
import { labels } from '../constants';
import { hasFlag } from '../model/objects';
import { findRevision } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { KratixContext, setLabels } from '../runtime/context';
import {
  isPaused,
  withHeldBack,
  withoutPipelines,
} from '../status/promiseStatus';
import { plannedRuns } from '../workflow/pipelineRun';
import {
  isDue,
  reconciliationInterval,
} from '../workflow/reconciliationInterval';
import { runConfigure } from '../workflow/runWorkflow';
import {
  listsPipelines,
  withPendingPipelines,
} from '../workflow/workflowStatus';
import { handleSuspension } from './handleSuspension';
import { Look, PromiseScope, Stop, storePromise, WAIT } from './promiseScope';

const TYPE = resourceTypes.promises;

/** How often the workflows of a Promise run again; milliseconds. */
export async function promiseInterval(
  { client, config }: KratixContext,
  promise: string,
): Promise<number> {
  try {
    const revision = await findRevision(client, promise, undefined);
    return reconciliationInterval(revision, config.reconciliationInterval);
  } catch {
    // The first revision is not marked yet; the Promise is looked at again when it is.
    return config.reconciliationInterval;
  }
}

/** Takes the configure workflow of a Promise one step on. */
export async function runPromiseWorkflow(
  scope: PromiseScope,
  look: Look,
): Promise<Stop> {
  const { client, config, now } = scope.context;
  const { object, promise, before, unavailable } = look;
  const runs = plannedRuns({
    promise,
    type: 'promise',
    action: 'configure',
    object,
    crd: { type: TYPE, clusterScoped: true },
  });
  if (runs.length === 0) {
    const cleared = withoutPipelines(unavailable);
    if (cleared === unavailable) {
      return undefined;
    }
    await storePromise(scope, object, cleared);
    return WAIT;
  }
  const names = runs.map(run => run.pipeline.metadata.name);
  if (before.workflows !== runs.length || !listsPipelines(unavailable, names)) {
    await storePromise(scope, object, {
      ...withPendingPipelines(unavailable, names, now()),
      workflows: runs.length,
    });
    return WAIT;
  }
  const interval = await promiseInterval(scope.context, promise.name);
  const due = isDue(
    findCondition(before, 'ConfigureWorkflowCompleted'),
    interval,
    config.reconcileAfterFailure,
    now(),
  );
  if (
    due &&
    !hasFlag(object, labels.runFromStart) &&
    !hasFlag(object, labels.manualReconciliation)
  ) {
    await setLabels(client, TYPE, object, {
      [labels.manualReconciliation]: 'true',
    });
    return WAIT;
  }
  if (isPaused(before)) {
    const relabelled = await setLabels(client, TYPE, object, {
      [labels.reconcileResources]: 'true',
      [labels.runFromStart]: 'true',
      [labels.workflowSuspended]: null,
    });
    await storePromise(
      scope,
      relabelled,
      withCondition(
        unavailable,
        {
          type: 'Reconciled',
          status: 'Unknown',
          reason: 'Unpaused',
          message: 'Pending',
        },
        now(),
      ),
    );
    return WAIT;
  }
  const suspension = await handleSuspension(scope.context, {
    type: TYPE,
    object,
    recorder: scope.recorder,
    owner: 'promise',
    pipelines: names,
    waitingStatus: status => withHeldBack(status, 'WorkflowSuspended', now()),
  });
  if (suspension) {
    return { result: suspension };
  }
  const outcome = await runConfigure(scope.context, {
    type: TYPE,
    object: { ...object, status: unavailable },
    workflow: 'promise',
    runs,
    recorder: scope.recorder,
  });
  switch (outcome.state) {
    case 'done':
      return undefined;
    case 'failed':
      return {
        result: config.reconcileAfterFailure
          ? { requeueAfter: interval }
          : undefined,
      };
    default:
      return { result: outcome.result };
  }
}
