import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { JsonObject, objectAt } from '../json';
import { generationOf, hasFlag, statusOf } from '../model/objects';
import { pipelineEntries } from './workflowStatus';

/** What a pipeline's wish to stop means now. */
export type SuspensionDecision =
  | { step: 'none' }
  /** Somebody changed the spec or asked for a run: the workflow starts over. */
  | { step: 'restart' }
  /** The time that the pipeline asked to wait for is over. */
  | { step: 'resume' }
  | { step: 'wait'; requeueAfter?: number };

function retryTime(status: JsonObject): number | undefined {
  const entry = pipelineEntries(status)?.find(
    item => item.phase === 'Suspended' && typeof item.nextRetryAt === 'string',
  );
  const time =
    typeof entry?.nextRetryAt === 'string'
      ? Date.parse(entry.nextRetryAt)
      : NaN;
  return Number.isNaN(time) ? undefined : time;
}

/** Decides what becomes of an object that carries the label of a suspended workflow. */
export function decideSuspension(
  object: KubeObject,
  now: Date,
): SuspensionDecision {
  if (!hasFlag(object, labels.workflowSuspended)) {
    return { step: 'none' };
  }
  const status = statusOf(object);
  const { suspendedGeneration } = objectAt(status, 'kratix', 'workflows');
  const specChanged =
    typeof suspendedGeneration === 'number' &&
    suspendedGeneration !== 0 &&
    generationOf(object) > suspendedGeneration;
  if (hasFlag(object, labels.manualReconciliation) || specChanged) {
    return { step: 'restart' };
  }
  const time = retryTime(status);
  if (time === undefined) {
    return { step: 'wait' };
  }
  return time < now.getTime()
    ? { step: 'resume' }
    : { step: 'wait', requeueAfter: time - now.getTime() + 1 };
}
