import { KubeObject } from '../../kube';
import { Condition, findCondition, withSortedCondition } from '../conditions';
import { JsonObject } from '../json';
import { statusOf } from '../model/objects';

/** The names of Works by what their condition Ready says; a Work without it is pending. */
export interface WorksByState {
  failed: string[];
  pending: string[];
  misplaced: string[];
}

export function sortWorks(works: readonly KubeObject[]): WorksByState {
  const result: WorksByState = { failed: [], pending: [], misplaced: [] };
  for (const work of works) {
    const { name } = work.metadata;
    switch (findCondition(statusOf(work), 'Ready')?.message || 'Pending') {
      case 'Failing':
        result.failed.push(name);
        break;
      case 'Misplaced':
        result.misplaced.push(name);
        break;
      case 'Pending':
        result.pending.push(name);
        break;
      default:
    }
  }
  return result;
}

/**
 * The condition WorksSucceeded that is to be recorded now, if any. A condition that already says so is
 * left alone, its list of Works too; and what was pending is not called failing.
 */
export function worksSucceededCondition(
  current: { status: string; reason: string } | undefined,
  works: WorksByState,
  owner: 'resource' | 'promise',
): Condition | undefined {
  const type = 'WorksSucceeded';
  const some = `Some works associated with this ${owner}`;
  const list = (names: string[]) =>
    `[${names.join(owner === 'resource' ? ',' : ' ')}]`;
  if (works.failed.length > 0) {
    return !current || current.status === 'True'
      ? {
          type,
          status: 'False',
          reason: 'WorksFailing',
          message:
            owner === 'resource'
              ? `${some} failed: ${list(works.failed)}`
              : `${some} are not ready: ${list(works.failed)}`,
        }
      : undefined;
  }
  if (works.pending.length > 0) {
    return current?.status !== 'Unknown'
      ? {
          type,
          status: 'Unknown',
          reason: 'WorksPending',
          message: `${some} are not ready: ${list(works.pending)}`,
        }
      : undefined;
  }
  if (works.misplaced.length > 0) {
    return current?.status !== 'False' || current.reason !== 'WorksMisplaced'
      ? {
          type,
          status: 'False',
          reason: 'WorksMisplaced',
          message: `${some} are misplaced: ${list(works.misplaced)}`,
        }
      : undefined;
  }
  return current?.status !== 'True'
    ? {
        type,
        status: 'True',
        reason: 'WorksSucceeded',
        message: `All works associated with this ${owner} are ready`,
      }
    : undefined;
}

/** The condition Reconciled that follows from the workflow and the Works, if it changes. */
export function reconciledCondition(status: JsonObject): Condition | undefined {
  const workflow = findCondition(status, 'ConfigureWorkflowCompleted');
  const works = findCondition(status, 'WorksSucceeded');
  const current = findCondition(status, 'Reconciled');
  const type = 'Reconciled';
  const pending = (reason: string): Condition | undefined =>
    current?.status === 'Unknown'
      ? undefined
      : { type, status: 'Unknown', reason, message: 'Pending' };

  if (workflow?.status === 'False') {
    if (workflow.reason === 'PipelinesInProgress') {
      return pending('WorkflowPending');
    }
    return current?.status === 'False' &&
      current.reason === 'ConfigureWorkflowFailed'
      ? undefined
      : {
          type,
          status: 'False',
          reason: 'ConfigureWorkflowFailed',
          message: 'Failing',
        };
  }
  if (works?.status === 'Unknown') {
    return pending('WorksPending');
  }
  if (works?.status === 'False') {
    return current?.status === 'False'
      ? undefined
      : { type, status: 'False', reason: 'WorksFailing', message: 'Failing' };
  }
  if (workflow?.status === 'True' && works?.status === 'True') {
    return current?.status === 'True' && current.reason === 'Reconciled'
      ? undefined
      : {
          type,
          status: 'True',
          reason: 'Reconciled',
          message: 'Reconciled',
        };
  }
  return undefined;
}

/** The counters of a workflow of `count` pipelines, where they are not as they should be. */
export function withCounters(status: JsonObject, count: number): JsonObject {
  const succeeded =
    findCondition(status, 'ConfigureWorkflowCompleted')?.status === 'True'
      ? count
      : 0;
  return status.workflows === count && status.workflowsSucceeded === succeeded
    ? status
    : {
        ...status,
        workflows: count,
        workflowsSucceeded: succeeded,
        workflowsFailed: 0,
      };
}

/** What a reconciliation after the workflow changes in the status, and what it tells of it. */
export interface WorksOutcome {
  status: JsonObject;
  /** The conditions that changed, for events. */
  changed: Condition[];
}

/** The status with WorksSucceeded, Reconciled and the counters brought up to date. */
export function withWorksOutcome(
  status: JsonObject,
  works: readonly KubeObject[],
  owner: 'resource' | 'promise',
  pipelineCount: number,
  now: Date,
): WorksOutcome {
  const changed: Condition[] = [];
  const set = (from: JsonObject, condition: Condition | undefined) => {
    if (!condition) {
      return from;
    }
    changed.push(condition);
    return withSortedCondition(from, condition, now);
  };
  let next = set(
    status,
    worksSucceededCondition(
      findCondition(status, 'WorksSucceeded'),
      sortWorks(works),
      owner,
    ),
  );
  next = set(next, reconciledCondition(next));
  return { status: withCounters(next, pipelineCount), changed };
}
