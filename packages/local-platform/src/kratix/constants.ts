/** Where Kratix keeps what belongs to no namespace of a user. */
export const SYSTEM_NAMESPACE = 'kratix-platform-system';

/** The controllers' own ServiceAccount, as the manifests of Kratix name it. */
export const CONTROLLER_SERVICE_ACCOUNT = 'kratix-platform-controller-manager';

/** The version of a Promise that carries no version label. */
export const UNVERSIONED = 'not-set';

/** The version of a ResourceBinding that follows the Promise. */
export const LATEST = 'latest';

/** The directory of a workload group that was not given one. */
export const DEFAULT_DIRECTORY = '.';

/** Label keys that Kratix reads or writes. Only the literal value `"true"` switches a flag on. */
export const labels = {
  promiseName: 'kratix.io/promise-name',
  promiseVersion: 'kratix.io/promise-version',
  latestRevision: 'kratix.io/latest-revision',
  resourceName: 'kratix.io/resource-name',
  resourceNamespace: 'kratix.io/resource-namespace',
  pipelineName: 'kratix.io/pipeline-name',
  pipelineNamespace: 'kratix.io/pipeline-namespace',
  workflowType: 'kratix.io/workflow-type',
  workflowAction: 'kratix.io/workflow-action',
  workType: 'kratix.io/work-type',
  hash: 'kratix.io/hash',
  managedBy: 'app.kubernetes.io/managed-by',
  partOf: 'app.kubernetes.io/part-of',
  work: 'kratix.io/work',
  workloadGroupId: 'kratix.io/workload-group-id',
  targetDestinationName: 'kratix.io/targetDestinationName',
  misplaced: 'kratix.io/misplaced',
  manualReconciliation: 'kratix.io/manual-reconciliation',
  reconcileResources: 'kratix.io/reconcile-resources',
  paused: 'kratix.io/paused',
  workflowSuspended: 'kratix.io/workflow-suspended',
  runFromStart: 'internal.workflows.kratix.io/run-from-start',
  dryRun: 'kratix.io/dry-run',
} as const;

/** Annotation keys that Kratix reads or writes. */
export const annotations = {
  jobResourceNamespace: 'kratix.io/job-resource-namespace',
  jobResourceName: 'kratix.io/job-resource-name',
  jobResourceKind: 'kratix.io/job-resource-kind',
  jobResourceApiVersion: 'kratix.io/job-resource-api-version',
  reconciliationInterval: 'kratix.io/reconciliation-interval',
  lastUpdatedAt: 'kratix.io/last-updated-at',
} as const;

/** Finalizers that Kratix sets and removes. */
export const finalizers = {
  deleteWorkflows: 'kratix.io/delete-workflows',
  workflowsCleanup: 'kratix.io/workflows-cleanup',
  resourceRequestCleanup: 'kratix.io/resource-request-cleanup',
  revisionCleanup: 'kratix.io/revision-cleanup',
  dynamicControllerCleanup:
    'kratix.io/dynamic-controller-dependant-resources-cleanup',
  dependenciesCleanup: 'kratix.io/dependencies-cleanup',
  apiCrdCleanup: 'kratix.io/api-crd-cleanup',
  workCleanup: 'kratix.io/work-cleanup',
  resourceBindingCleanup: 'kratix.io/resource-binding-cleanup',
  repoCleanup: 'finalizers.workplacement.kratix.io/repo-cleanup',
  dotFilesCleanup:
    'finalizers.workplacement.kratix.io/kratix-dot-files-cleanup',
  destinationCleanup: 'kratix.io/destination-cleanup',
  healthRecordCleanup: 'kratix.io/health-record-cleanup',
} as const;

/** The finalizers of every resource request, in the order in which deletion works them off. */
export const requestFinalizers: readonly string[] = [
  finalizers.deleteWorkflows,
  finalizers.workCleanup,
  finalizers.workflowsCleanup,
  finalizers.resourceBindingCleanup,
];
