import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { JsonObject } from '../json';
import { hasFlag, statusOf } from '../model/objects';
import {
  isJobCompleted,
  isJobFailed,
  isJobFor,
  isJobRunning,
  newestFirst,
} from './jobs';
import {
  counter,
  phaseOf,
  suspendedIndex,
  withFailedPipeline,
  withPendingPipelines,
  withPhase,
  withStartedPipeline,
} from './workflowStatus';

/** What the decision needs to know of a pipeline. */
export interface PlannedPipeline {
  name: string;
  /** The labels its Job carries, or would carry. */
  jobLabels: Record<string, string>;
}

/** The next step of a configure workflow. Where a status is given, it is to be stored first. */
export type ConfigureDecision =
  /** All pipelines succeeded for this state of the specs, or there are none. */
  | { step: 'done' }
  /** Nothing to do until the Job or the object changes. */
  | { step: 'wait'; status?: JsonObject }
  /** A running Job stands in the way of a manual reconciliation. */
  | { step: 'suspendJob'; status?: JsonObject; job: KubeObject }
  | { step: 'start'; status?: JsonObject; index: number; resumed: boolean }
  | { step: 'failed'; status?: JsonObject; pipeline: string };

interface Position {
  index: number;
  completed: number;
  latest?: KubeObject;
  manual: boolean;
  fromStart: boolean;
  resumes: boolean;
}

function locate(
  object: KubeObject,
  pipelines: readonly PlannedPipeline[],
  jobs: readonly KubeObject[],
): Position {
  const manual = hasFlag(object, labels.manualReconciliation);
  const fromStart = hasFlag(object, labels.runFromStart);
  const suspended = suspendedIndex(statusOf(object));
  const resumes =
    !hasFlag(object, labels.workflowSuspended) &&
    !fromStart &&
    suspended >= 0 &&
    suspended < pipelines.length;
  const latest: KubeObject | undefined = newestFirst(jobs)[0];
  const base = { latest, manual, fromStart, resumes };

  if (latest && fromStart) {
    return { ...base, index: 0, completed: 0 };
  }
  if (resumes) {
    return { ...base, index: suspended, completed: suspended };
  }
  const found =
    latest && !manual
      ? pipelines.findIndex(pipeline => isJobFor(latest, pipeline.jobLabels))
      : -1;
  if (!latest || found < 0) {
    return { ...base, index: 0, completed: 0 };
  }
  return isJobCompleted(latest)
    ? {
        ...base,
        index: Math.min(found + 1, pipelines.length - 1),
        completed: found + 1,
      }
    : { ...base, index: found, completed: found };
}

function syncedStatus(
  object: KubeObject,
  pipelines: readonly PlannedPipeline[],
  position: Position,
  now: Date,
): JsonObject {
  const { latest, completed, manual, fromStart } = position;
  const status = statusOf(object);
  const succeeded = counter(status, 'workflowsSucceeded');
  const failed = counter(status, 'workflowsFailed');
  const drifted = succeeded !== completed;
  const isNewRun =
    latest !== undefined &&
    !pipelines.some(pipeline => isJobFor(latest, pipeline.jobLabels));
  const restarts =
    (manual || fromStart || isNewRun) && (failed !== 0 || succeeded !== 0);

  let next = status;
  if (drifted) {
    next = { ...next, workflowsSucceeded: completed };
    const name = latest?.metadata.labels?.[labels.pipelineName];
    if (completed > 0 && name) {
      next = withPhase(next, name, 'Succeeded', now);
    }
  }
  if (restarts || (drifted && completed === 0)) {
    next = withPendingPipelines(
      { ...next, workflowsFailed: 0 },
      pipelines.map(pipeline => pipeline.name),
      now,
    );
  } else if (failed === -1) {
    next = { ...next, workflowsFailed: 0 };
  }
  return next;
}

/**
 * The next step of a configure workflow: pipelines run one after another, each as a Job that carries
 * the hash of the specs it was made for, so the newest Job tells how far the workflow has come.
 *
 * @param jobs - all Jobs of the object's workflow, of any hash and action
 */
export function decideConfigure(
  object: KubeObject,
  pipelines: readonly PlannedPipeline[],
  jobs: readonly KubeObject[],
  now: Date,
): ConfigureDecision {
  if (pipelines.length === 0) {
    return { step: 'done' };
  }
  const position = locate(object, pipelines, jobs);
  const { latest, manual, fromStart, resumes, index } = position;
  const before = statusOf(object);
  const synced = syncedStatus(object, pipelines, position, now);
  const changed = synced === before ? undefined : synced;
  if (changed && !fromStart && !manual) {
    return { step: 'wait', status: changed };
  }

  const { name, jobLabels } = pipelines[index];
  if (latest && isJobRunning(latest)) {
    if (manual) {
      return { step: 'suspendJob', status: changed, job: latest };
    }
    // A stop between storing the status and making the Job leaves the phase behind.
    return isJobFor(latest, jobLabels) && phaseOf(synced, name) === 'Pending'
      ? { step: 'wait', status: withStartedPipeline(synced, name, now) }
      : { step: 'wait', status: changed };
  }
  const starts: ConfigureDecision = {
    step: 'start',
    status: withStartedPipeline(synced, name, now),
    index,
    resumed: resumes,
  };
  if (!latest || !isJobFor(latest, jobLabels)) {
    return starts;
  }
  if (manual || fromStart || resumes) {
    return starts;
  }
  if (isJobFailed(latest)) {
    const failed = withFailedPipeline(synced, name, now);
    return { step: 'failed', status: failed, pipeline: name };
  }
  return { step: 'done' };
}
