import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { isJsonObject } from '../json';
import { labelsOf, statusOf } from '../model/objects';

function hasCondition(job: KubeObject, types: readonly string[]): boolean {
  const { conditions } = statusOf(job);
  return (
    Array.isArray(conditions) &&
    conditions.some(
      item =>
        isJsonObject(item) &&
        item.status === 'True' &&
        typeof item.type === 'string' &&
        types.includes(item.type),
    )
  );
}

export function isJobRunning(job: KubeObject): boolean {
  const { active } = statusOf(job);
  return (
    (typeof active === 'number' && active > 0) ||
    !hasCondition(job, ['Complete', 'Failed', 'Suspended'])
  );
}

/** A suspended Job counts as failed: it will not finish. */
export function isJobFailed(job: KubeObject): boolean {
  return hasCondition(job, ['Failed', 'Suspended']);
}

export function isJobCompleted(job: KubeObject): boolean {
  return !isJobRunning(job) && !isJobFailed(job);
}

/** Newest first. Jobs of one object are never made in the same second, so the order is clear. */
export function newestFirst(jobs: readonly KubeObject[]): KubeObject[] {
  const created = (job: KubeObject) => job.metadata.creationTimestamp ?? '';
  return [...jobs].sort((a, b) => {
    if (created(a) === created(b)) {
      return a.metadata.name < b.metadata.name ? -1 : 1;
    }
    return created(a) < created(b) ? 1 : -1;
  });
}

/** Whether a Job runs exactly this pipeline of exactly this state of the specs. */
export function isJobFor(
  job: KubeObject,
  wanted: Record<string, string>,
): boolean {
  const own = labelsOf(job);
  return [
    labels.hash,
    labels.workflowType,
    labels.workflowAction,
    labels.pipelineName,
  ].every(key => own[key] === wanted[key]);
}
