/**
 * Labels that Kratix reads and writes.
 *
 * Values are compared literally by Kratix: `"True"` or `"1"` do nothing where `"true"` is meant.
 *
 * @public
 */
export const KratixLabels = {
  promiseName: 'kratix.io/promise-name',
  promiseVersion: 'kratix.io/promise-version',
  promiseReleaseName: 'kratix.io/promise-release-name',
  resourceName: 'kratix.io/resource-name',
  resourceNamespace: 'kratix.io/resource-namespace',
  pipelineName: 'kratix.io/pipeline-name',
  workflowType: 'kratix.io/workflow-type',
  workflowAction: 'kratix.io/workflow-action',
  workType: 'kratix.io/work-type',
  work: 'kratix.io/work',
  targetDestinationName: 'kratix.io/targetDestinationName',
  manualReconciliation: 'kratix.io/manual-reconciliation',
  paused: 'kratix.io/paused',
  workflowSuspended: 'kratix.io/workflow-suspended',
  dryRun: 'kratix.io/dry-run',
  dryRunSummary: 'kratix.io/dry-run-summary',
} as const;

/**
 * Labels that belong to Kratix alone: a request that sets one of them would steer Kratix
 * (for example `kratix.io/dry-run` would route its output to nowhere), so deliveries refuse them.
 *
 * @public
 */
export function isReservedLabel(key: string): boolean {
  return /^([a-z0-9-]+\.)*kratix\.io\//.test(key);
}
