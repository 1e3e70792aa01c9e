import { findCondition, timestamp, withSortedCondition } from '../conditions';
import { isJsonObject, JsonObject, objectAt } from '../json';

export type PipelinePhase =
  | 'Pending'
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Suspended';

/** The entries of `status.kratix.workflows.pipelines`; nothing when the list was never set. */
export function pipelineEntries(status: JsonObject): JsonObject[] | undefined {
  const { pipelines } = objectAt(status, 'kratix', 'workflows');
  return Array.isArray(pipelines) ? pipelines.filter(isJsonObject) : undefined;
}

/** The status with changes below `status.kratix.workflows`; `undefined` removes a key. */
export function withWorkflows(
  status: JsonObject,
  change: JsonObject,
): JsonObject {
  const workflows = { ...objectAt(status, 'kratix', 'workflows'), ...change };
  for (const key of Object.keys(change)) {
    if (change[key] === undefined) {
      delete workflows[key];
    }
  }
  return { ...status, kratix: { ...objectAt(status, 'kratix'), workflows } };
}

/** All pipelines wait for their turn again. */
export function withPendingPipelines(
  status: JsonObject,
  names: readonly string[],
  now: Date,
): JsonObject {
  return withWorkflows(status, {
    suspendedGeneration: undefined,
    pipelines: names.map(name => ({
      name,
      phase: 'Pending',
      lastTransitionTime: timestamp(now),
    })),
  });
}

export function phaseOf(status: JsonObject, pipeline: string): unknown {
  return pipelineEntries(status)?.find(entry => entry.name === pipeline)?.phase;
}

export function withPhase(
  status: JsonObject,
  pipeline: string,
  phase: PipelinePhase,
  now: Date,
): JsonObject {
  const entries = pipelineEntries(status);
  const current = entries?.find(entry => entry.name === pipeline);
  if (!entries || !current || current.phase === phase) {
    return status;
  }
  const { message, ...rest } = current;
  const next: JsonObject = {
    ...rest,
    ...(current.phase !== 'Suspended' && message !== undefined && { message }),
    phase,
    lastTransitionTime: timestamp(now),
  };
  return withWorkflows(status, {
    pipelines: entries.map(entry => (entry === current ? next : entry)),
  });
}

/** The place of the pipeline that suspended the workflow, or -1. */
export function suspendedIndex(status: JsonObject): number {
  return (
    pipelineEntries(status)?.findIndex(entry => entry.phase === 'Suspended') ??
    -1
  );
}

/** Whether the pipelines in the status are those of the workflow, in order. */
export function listsPipelines(
  status: JsonObject,
  names: readonly string[],
): boolean {
  const entries = pipelineEntries(status);
  return (
    entries !== undefined &&
    entries.length === names.length &&
    entries.every((entry, index) => entry.name === names[index])
  );
}

/** A counter of the workflow; -1 when it was never set. */
export function counter(
  status: JsonObject,
  key: 'workflows' | 'workflowsSucceeded' | 'workflowsFailed',
): number {
  const value = status[key];
  return typeof value === 'number' ? value : -1;
}

/** What the status says from the moment on in which a pipeline's Job is made. */
export function withStartedPipeline(
  status: JsonObject,
  pipeline: string,
  now: Date,
): JsonObject {
  let next: JsonObject =
    status.message === 'Pending' ? status : { ...status, message: 'Pending' };
  next = withReconciled(next, 'Unknown', 'WorkflowPending', 'Pending', now);
  const completed = findCondition(next, 'ConfigureWorkflowCompleted');
  if (
    completed?.status !== 'False' ||
    completed.reason !== 'PipelinesInProgress'
  ) {
    next = withSortedCondition(
      next,
      {
        type: 'ConfigureWorkflowCompleted',
        status: 'False',
        reason: 'PipelinesInProgress',
        message: 'Pipelines are still in progress',
      },
      now,
    );
  }
  return withPhase(next, pipeline, 'Running', now);
}

/** What the status says once a pipeline's Job has failed. */
export function withFailedPipeline(
  status: JsonObject,
  pipeline: string,
  now: Date,
): JsonObject {
  const next = withSortedCondition(
    { ...status, workflowsFailed: 1 },
    {
      type: 'ConfigureWorkflowCompleted',
      status: 'False',
      reason: 'ConfigureWorkflowFailed',
      message: `A Configure Pipeline has failed: ${pipeline}`,
    },
    now,
  );
  return withPhase(
    withReconciled(next, 'False', 'ConfigureWorkflowFailed', 'Failing', now),
    pipeline,
    'Failed',
    now,
  );
}

/** The status with the condition Reconciled. */
export function withReconciled(
  status: JsonObject,
  value: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  now: Date,
): JsonObject {
  return withSortedCondition(
    status,
    { type: 'Reconciled', status: value, reason, message },
    now,
  );
}
