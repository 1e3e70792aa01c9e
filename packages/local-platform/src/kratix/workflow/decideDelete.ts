import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { JsonObject } from '../json';
import { hasFlag, labelsOf, statusOf } from '../model/objects';
import { PlannedPipeline } from './decideConfigure';
import { isJobFailed, isJobFor, isJobRunning, newestFirst } from './jobs';
import {
  suspendedIndex,
  withPendingPipelines,
  withPhase,
} from './workflowStatus';

/** The next step of a delete workflow. */
export type DeleteDecision =
  | { step: 'done' }
  | { step: 'wait' }
  | { step: 'suspendJob'; job: KubeObject }
  | { step: 'start'; status: JsonObject; resumed: boolean }
  | { step: 'failed' };

/**
 * The next step of a delete workflow, of which only the first pipeline is run, once the configure
 * Jobs have ended. A failed one blocks the deletion until it is reconciled by hand.
 *
 * @param jobs - all Jobs of the object's workflow
 */
export function decideDelete(
  object: KubeObject,
  pipelines: readonly PlannedPipeline[],
  jobs: readonly KubeObject[],
  now: Date,
): DeleteDecision {
  const pipeline = pipelines[0];
  if (!pipeline) {
    return { step: 'done' };
  }
  const manual = hasFlag(object, labels.manualReconciliation);
  const latest: KubeObject | undefined = newestFirst(
    jobs.filter(job => isJobFor(job, pipeline.jobLabels)),
  )[0];
  const status = statusOf(object);
  const start = (from: JsonObject, resumed: boolean): DeleteDecision => ({
    step: 'start',
    status: withPhase(from, pipeline.name, 'Running', now),
    resumed,
  });

  if (latest && isJobRunning(latest)) {
    return manual ? { step: 'suspendJob', job: latest } : { step: 'wait' };
  }
  if (!latest || manual) {
    const busy = jobs.some(
      job =>
        labelsOf(job)[labels.workflowAction] === 'configure' &&
        isJobRunning(job),
    );
    return busy
      ? { step: 'wait' }
      : start(withPendingPipelines(status, [pipeline.name], now), false);
  }
  if (isJobFailed(latest)) {
    return { step: 'failed' };
  }
  if (hasFlag(object, labels.workflowSuspended)) {
    return { step: 'wait' };
  }
  return suspendedIndex(status) >= 0 ? start(status, true) : { step: 'done' };
}
