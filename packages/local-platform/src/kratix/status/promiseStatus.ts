import {
  Condition,
  findCondition,
  timestamp,
  withCondition,
} from '../conditions';
import { JsonObject, objectAt } from '../json';
import { listsPipelines, withWorkflows } from '../workflow/workflowStatus';

/** The fields that a Promise's status has twice: at the top, and below `kratix`. */
type TwinField =
  | 'status'
  | 'kind'
  | 'apiVersion'
  | 'version'
  | 'lastAvailableTime';

export function withTwin(
  status: JsonObject,
  fields: Partial<Record<TwinField, string>>,
): JsonObject {
  return {
    ...status,
    ...fields,
    kratix: { ...objectAt(status, 'kratix'), ...fields },
  };
}

export function hasTwin(
  status: JsonObject,
  field: TwinField,
  value: string,
): boolean {
  return status[field] === value && objectAt(status, 'kratix')[field] === value;
}

/** A Promise's status always has its counters. */
export function withDefaultCounters(status: JsonObject): JsonObject {
  return {
    workflows: 0,
    workflowsSucceeded: 0,
    workflowsFailed: 0,
    ...status,
  };
}

export function isAvailable(status: JsonObject): boolean {
  return objectAt(status, 'kratix').status === 'Available';
}

function available(
  value: 'True' | 'False',
  reason: string,
  message: string,
): Condition {
  return { type: 'Available', status: value, reason, message };
}

/** What a Promise's status is while it is being worked on. */
export function withUnavailable(status: JsonObject, now: Date): JsonObject {
  return withCondition(
    withTwin(withDefaultCounters(status), { status: 'Unavailable' }),
    available('False', 'PromiseUnavailable', 'Cannot fulfil resource requests'),
    now,
  );
}

export function withAvailable(status: JsonObject, now: Date): JsonObject {
  return withCondition(
    withTwin(status, {
      status: 'Available',
      lastAvailableTime: timestamp(now),
    }),
    available('True', 'PromiseAvailable', 'Ready to fulfil resource requests'),
    now,
  );
}

/** What a Promise's status is while somebody, or one of its pipelines, holds it back. */
export function withHeldBack(
  status: JsonObject,
  reason: 'PausedReconciliation' | 'WorkflowSuspended',
  now: Date,
): JsonObject {
  const message = reason === 'PausedReconciliation' ? 'Paused' : 'Suspended';
  const unavailable = withCondition(
    withTwin(withDefaultCounters(status), { status: 'Unavailable' }),
    available('False', reason, message),
    now,
  );
  return withCondition(
    unavailable,
    { type: 'Reconciled', status: 'Unknown', reason, message },
    now,
  );
}

/** A Promise without pipelines has nothing to count. */
export function withoutPipelines(status: JsonObject): JsonObject {
  const isClear =
    status.workflows === 0 &&
    status.workflowsSucceeded === 0 &&
    status.workflowsFailed === 0 &&
    (objectAt(status, 'kratix', 'workflows').pipelines === undefined ||
      listsPipelines(status, []));
  return isClear
    ? status
    : withWorkflows(
        {
          ...status,
          workflows: 0,
          workflowsSucceeded: 0,
          workflowsFailed: 0,
        },
        { pipelines: undefined },
      );
}

export function isPaused(status: JsonObject): boolean {
  const reconciled = findCondition(status, 'Reconciled');
  return (
    reconciled?.status === 'Unknown' &&
    reconciled.reason === 'PausedReconciliation'
  );
}
