import { timestamp } from '../conditions';
import { isJsonObject, JsonObject } from '../json';
import { WorkflowType } from '../model/pipeline';
import { pipelineEntries, withWorkflows } from '../workflow/workflowStatus';
import { WorkflowControl } from './metadataFiles';

/** What decides how a pipeline's own words go into the status. */
export interface PipelineResult {
  pipeline: string;
  workflow: WorkflowType;
  /** Whether it is the last of its workflow. */
  last: boolean;
  /** `status.yaml`. */
  status: JsonObject;
  control?: WorkflowControl;
  generation: number;
}

function byType(conditions: unknown[]): Map<string, JsonObject> {
  const result = new Map<string, JsonObject>();
  for (const item of conditions) {
    if (isJsonObject(item) && typeof item.type === 'string') {
      result.set(item.type, item);
    }
  }
  return result;
}

/** Top-level keys replace what was there; conditions are merged by type. */
function merged(existing: JsonObject, incoming: JsonObject): JsonObject {
  const result = { ...existing, ...incoming };
  if (
    Array.isArray(existing.conditions) &&
    Array.isArray(incoming.conditions)
  ) {
    result.conditions = [
      ...new Map([
        ...byType(existing.conditions),
        ...byType(incoming.conditions),
      ]).values(),
    ];
  }
  return result;
}

function completed(
  status: JsonObject,
  workflow: WorkflowType,
  now: Date,
): JsonObject {
  const conditions = Array.isArray(status.conditions) ? status.conditions : [];
  const entry = {
    type: 'ConfigureWorkflowCompleted',
    status: 'True',
    reason: 'PipelinesExecutedSuccessfully',
    message: 'Pipelines completed',
    lastTransitionTime: timestamp(now),
  };
  const known = conditions.some(
    item => isJsonObject(item) && item.type === entry.type,
  );
  const done =
    workflow === 'resource' ? 'Resource requested' : 'Promise configured';
  return withWorkflows(
    {
      ...status,
      ...(status.message === 'Pending' && { message: done }),
      conditions: known
        ? conditions.map((item: unknown) =>
            isJsonObject(item) && item.type === entry.type ? entry : item,
          )
        : [...conditions, entry],
    },
    { suspendedGeneration: undefined },
  );
}

function withEntry(
  status: JsonObject,
  pipeline: string,
  change: (entry: JsonObject) => JsonObject,
): JsonObject {
  const entries = pipelineEntries(status);
  return entries
    ? withWorkflows(status, {
        pipelines: entries.map(entry =>
          entry.name === pipeline ? change(entry) : entry,
        ),
      })
    : status;
}

function suspended(
  status: JsonObject,
  result: PipelineResult,
  control: WorkflowControl,
  now: Date,
): JsonObject {
  const marked = withEntry(status, result.pipeline, entry => {
    const { message, nextRetryAt, attempts, ...rest } = entry;
    return {
      ...rest,
      phase: 'Suspended',
      ...(control.message && { message: control.message }),
      ...(control.retryAfter !== undefined && {
        nextRetryAt: timestamp(new Date(now.getTime() + control.retryAfter)),
        attempts: (typeof attempts === 'number' ? attempts : 0) + 1,
      }),
    };
  });
  return withWorkflows(marked, { suspendedGeneration: result.generation });
}

/**
 * The status after a pipeline: with what it wrote, and complete after the last one, unless the
 * pipeline asked to stop here.
 */
export function statusAfterPipeline(
  existing: JsonObject,
  result: PipelineResult,
  now: Date,
): JsonObject {
  let status = merged(existing, result.status);
  if (result.control) {
    return suspended(status, result, result.control, now);
  }
  if (result.last) {
    status = completed(status, result.workflow, now);
  }
  return withEntry(status, result.pipeline, entry => {
    const { message, nextRetryAt, attempts, ...rest } = entry;
    return { ...rest, phase: 'Running' };
  });
}
