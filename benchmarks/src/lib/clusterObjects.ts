/** The objects of a cluster with many requests, as Kratix leaves them. */
const KRATIX = 'platform.kratix.io/v1alpha1';
const SINCE = Date.parse('2026-01-01T00:00:00Z');

/** The group of the APIs of all Promises. */
export const GROUP = 'bench.example.org';

/** What changes of a request. */
export interface RequestChange {
  message?: string;
  host?: string;
  /** Whether its Pipeline has failed. */
  failed?: boolean;
}

/** Where a request is: of which Promise, and in which namespace. */
export function placeOf(index: number, promises: number) {
  return {
    plural: `databases${index % promises}`,
    kind: `Database${index % promises}`,
    promise: `database-${index % promises}`,
    namespace: `team-${index % 97}`,
    name: `orders-${index}`,
  };
}

/** When the request was made. */
const createdAt = (index: number) =>
  new Date(SINCE + ((index * 7919) % 100_000) * 60_000).toISOString();

const condition = (type: string, status: string, reason: string) => ({
  type,
  status,
  reason,
  message: `${type}: ${reason}`,
  lastTransitionTime: '2026-06-01T00:00:00Z',
});

export function promiseObject(number: number) {
  return {
    apiVersion: KRATIX,
    kind: 'Promise',
    metadata: {
      name: `database-${number}`,
      uid: `promise-${number}`,
      resourceVersion: '1',
    },
    spec: {
      destinationSelectors: [{ matchLabels: { environment: 'dev' } }],
      api: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `databases${number}.${GROUP}` },
        spec: {
          group: GROUP,
          names: { kind: `Database${number}`, plural: `databases${number}` },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              additionalPrinterColumns: [
                { name: 'Size', type: 'string', jsonPath: '.spec.size' },
                { name: 'Host', type: 'string', jsonPath: '.status.host' },
              ],
            },
          ],
        },
      },
    },
    status: { status: 'Available' },
  };
}

/** A request that Kratix has worked on; every 20th has failed. */
export function requestObject(
  index: number,
  promises: number,
  version: number,
  { failed = index % 20 === 0, ...status }: RequestChange,
) {
  const { kind, promise, namespace, name } = placeOf(index, promises);
  const spec = {
    size: ['small', 'medium', 'large'][index % 3],
    backups: { schedule: '0 3 * * *', keep: 7 },
    extensions: ['postgis', 'pg_stat_statements'],
    index,
  };
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: {
      name,
      namespace,
      uid: `5cfaf0f0-0000-4000-8000-${`${index}`.padStart(12, '0')}`,
      resourceVersion: `${version}`,
      generation: 1,
      creationTimestamp: createdAt(index),
      labels: {
        'kratix.io/promise-name': promise,
        'app.kubernetes.io/managed-by': 'backstage',
      },
      annotations: {
        'kratix.backstage.io/owner': `group:default/${namespace}`,
        'kratix.backstage.io/requested-by': `user:default/person-${
          index % 1000
        }`,
        'kubectl.kubernetes.io/last-applied-configuration':
          JSON.stringify(spec),
      },
      finalizers: [
        'kratix.io/work-cleanup',
        'kratix.io/workflows-cleanup',
        'kratix.io/delete-workflows',
      ],
      managedFields: [
        {
          manager: 'kratix',
          operation: 'Update',
          fieldsV1: { 'f:status': { 'f:conditions': {}, 'f:kratix': {} } },
        },
      ],
    },
    spec,
    status: {
      message: failed ? 'Pending' : 'Resource requested',
      observedGeneration: 1,
      lastSuccessfulConfigureWorkflowTime: '2026-06-01T00:00:00Z',
      workflows: 1,
      workflowsSucceeded: failed ? 0 : 1,
      workflowsFailed: failed ? 1 : 0,
      conditions: failed
        ? [
            condition(
              'ConfigureWorkflowCompleted',
              'False',
              'ConfigureWorkflowFailed',
            ),
            condition('Reconciled', 'False', 'ConfigureWorkflowFailed'),
          ]
        : [
            condition(
              'ConfigureWorkflowCompleted',
              'True',
              'PipelinesExecutedSuccessfully',
            ),
            condition('WorksSucceeded', 'True', 'WorksSucceeded'),
            condition('Reconciled', 'True', 'Reconciled'),
          ],
      kratix: {
        workflows: {
          pipelines: [
            {
              name: 'configure',
              phase: failed ? 'Failed' : 'Succeeded',
              lastTransitionTime: '2026-06-01T00:00:00Z',
            },
          ],
        },
      },
      ...status,
    },
  };
}

/** The Work of a request. */
export function workObject(index: number, promises: number) {
  const { promise, namespace, name } = placeOf(index, promises);
  return {
    apiVersion: KRATIX,
    kind: 'Work',
    metadata: {
      name: `${promise}-${name}`,
      namespace,
      uid: `work-${index}`,
      resourceVersion: '1',
      generation: 1,
      labels: {
        'kratix.io/promise-name': promise,
        'kratix.io/resource-name': name,
        'kratix.io/pipeline-name': 'configure',
      },
    },
    spec: {
      promiseName: promise,
      resourceName: name,
      workloadGroups: [
        {
          id: '5058f1af8388633f609cadb75a75dc9d',
          directory: '.',
          destinationSelectors: [],
          workloads: [{ filepath: 'database.yaml' }],
        },
      ],
    },
    status: {
      conditions: [
        condition('ScheduleSucceeded', 'True', 'AllWorkloadsScheduled'),
      ],
    },
  };
}

/** The placement of that Work. */
export function placementObject(index: number, promises: number) {
  const { promise, namespace, name } = placeOf(index, promises);
  return {
    apiVersion: KRATIX,
    kind: 'WorkPlacement',
    metadata: {
      name: `${promise}-${name}.worker-5058f`,
      namespace,
      uid: `placement-${index}`,
      resourceVersion: '1',
      labels: { 'kratix.io/work': `${promise}-${name}` },
    },
    spec: {
      targetDestinationName: 'worker',
      promiseName: promise,
      resourceName: name,
      id: '5058f1af8388633f609cadb75a75dc9d',
      generation: 1,
      workloads: [{ filepath: 'database.yaml' }],
    },
    status: {
      versionID: 'abc123',
      conditions: [
        condition('WriteSucceeded', 'True', 'WorkloadsWrittenToStateStore'),
      ],
    },
  };
}
