export const PROMISES = '/apis/platform.kratix.io/v1alpha1/promises';
export const WORKS = '/apis/platform.kratix.io/v1alpha1/works';
export const PLACEMENTS = '/apis/platform.kratix.io/v1alpha1/workplacements';
export const DESTINATIONS = '/apis/platform.kratix.io/v1alpha1/destinations';
export const GIT_STORES = '/apis/platform.kratix.io/v1alpha1/gitstatestores';
export const BUCKET_STORES =
  '/apis/platform.kratix.io/v1alpha1/bucketstatestores';
export const TEAMS = '/apis/example.org/v1/teams';

export const KRATIX_KINDS = [
  PROMISES,
  WORKS,
  PLACEMENTS,
  DESTINATIONS,
  GIT_STORES,
  BUCKET_STORES,
];

const apiVersion = 'platform.kratix.io/v1alpha1';

export function promiseObject(
  name = 'team',
  options: { version?: string; plural?: string } = {},
) {
  return {
    apiVersion,
    kind: 'Promise',
    metadata: { name },
    spec: {
      api: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        spec: {
          group: 'example.org',
          names: { kind: 'Team', plural: options.plural ?? 'teams' },
          versions: [
            { name: options.version ?? 'v1', served: true, storage: true },
          ],
        },
      },
    },
    status: { status: 'Available' },
  };
}

export function teamObject(
  name: string,
  options: {
    namespace?: string;
    email?: string;
    labels?: Record<string, string>;
    finalizers?: string[];
    status?: unknown;
  } = {},
) {
  const { namespace = 'default', email, labels, finalizers, status } = options;
  return {
    apiVersion: 'example.org/v1',
    kind: 'Team',
    metadata: { name, namespace, labels, finalizers },
    spec: { email },
    status,
  };
}

export const READY_STATUS = {
  observedGeneration: 1,
  conditions: [
    { type: 'ConfigureWorkflowCompleted', status: 'True' },
    { type: 'WorksSucceeded', status: 'True' },
    { type: 'Reconciled', status: 'True' },
  ],
};

export function workObject(name: string, request: string) {
  return {
    apiVersion,
    kind: 'Work',
    metadata: {
      name,
      namespace: 'default',
      labels: {
        'kratix.io/promise-name': 'team',
        'kratix.io/resource-name': request,
      },
    },
    spec: {
      promiseName: 'team',
      resourceName: request,
      workloadGroups: [
        {
          id: 'a',
          directory: '.',
          workloads: [{ filepath: 'group.yaml', content: 'H4sI' }],
        },
      ],
    },
  };
}

export function placementObject(
  work: string,
  options: { destination?: string; written?: boolean } = {},
) {
  const { destination = 'catalog', written = true } = options;
  return {
    apiVersion,
    kind: 'WorkPlacement',
    metadata: {
      name: `${work}.${destination}`,
      namespace: 'default',
      labels: { 'kratix.io/work': work },
    },
    spec: {
      targetDestinationName: destination,
      id: 'a',
      workloads: [{ filepath: 'group.yaml', content: 'H4sI' }],
    },
    status: {
      conditions: [
        { type: 'WriteSucceeded', status: written ? 'True' : 'Unknown' },
      ],
    },
  };
}

export function destinationObject(
  name = 'catalog',
  options: { path?: string; store?: string } = {},
) {
  return {
    apiVersion,
    kind: 'Destination',
    metadata: { name },
    spec: {
      path: options.path ?? name,
      stateStoreRef: { kind: 'GitStateStore', name: options.store ?? 'git' },
    },
  };
}

export function gitStoreObject(
  name = 'git',
  options: { url?: string; path?: string; ready?: boolean } = {},
) {
  return {
    apiVersion,
    kind: 'GitStateStore',
    metadata: { name },
    spec: {
      url: options.url ?? 'https://git.example.org/catalog.git',
      path: options.path,
    },
    status: {
      conditions: [
        { type: 'Ready', status: options.ready === false ? 'False' : 'True' },
      ],
    },
  };
}
