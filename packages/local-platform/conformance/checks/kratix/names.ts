import { createHash } from 'node:crypto';

/** Names and labels as Kratix makes them. */
export const labels = {
  promiseName: 'kratix.io/promise-name',
  resourceName: 'kratix.io/resource-name',
  pipelineName: 'kratix.io/pipeline-name',
  workflowType: 'kratix.io/workflow-type',
  workflowAction: 'kratix.io/workflow-action',
  workType: 'kratix.io/work-type',
  work: 'kratix.io/work',
  manualReconciliation: 'kratix.io/manual-reconciliation',
  paused: 'kratix.io/paused',
  suspended: 'kratix.io/workflow-suspended',
};

/** Kratix' own namespace. */
export const systemNamespace = 'kratix-platform-system';

/** The id of the workload group of a directory; `.` is the default one. */
export function groupId(directory = '.'): string {
  return createHash('md5').update(directory).digest('hex');
}

/** The query that selects by labels. */
export function byLabels(selected: Record<string, string>): string {
  const selector = Object.entries(selected)
    .map(([key, value]) => `${key}=${value}`)
    .join(',');
  return `labelSelector=${encodeURIComponent(selector)}`;
}
