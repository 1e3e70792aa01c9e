import { Entity } from '@backstage/catalog-model';
import {
  DestinationSummary,
  IngestionHold,
  IngestionSource,
  PlatformSummary,
  PromiseDetails,
  PromiseSummary,
  RequestDetails,
  RequestSummary,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';

export const platform = (
  change: Partial<PlatformSummary> = {},
): PlatformSummary => ({
  name: 'local',
  title: 'Local platform',
  reachable: true,
  synced: true,
  lastContact: new Date().toISOString(),
  kinds: [],
  ...change,
});

export const promise = (
  change: Partial<PromiseSummary> = {},
): PromiseSummary => ({
  platform: 'local',
  name: 'team',
  title: 'Team',
  description: 'A team of the organisation.',
  version: 'v0.1.0',
  state: { name: 'Available', message: 'Ready to fulfil resource requests' },
  api: {
    group: 'platform.kratix.io',
    version: 'v1alpha1',
    kind: 'Team',
    plural: 'teams',
  },
  requestCounts: {},
  ...change,
});

export const promiseDetails = (
  change: Partial<PromiseDetails> = {},
): PromiseDetails => ({
  ...promise(),
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['id'],
        properties: {
          id: {
            type: 'string',
            description: 'Short name of the team.',
            maxLength: 40,
            pattern: '^[a-z]+$',
          },
          size: { type: 'string', enum: ['small', 'large'], default: 'small' },
          members: {
            type: 'array',
            items: {
              type: 'object',
              properties: { role: { type: 'string' } },
            },
          },
        },
      },
    },
  },
  printerColumns: [],
  versions: [{ name: 'v1alpha1', served: true, storage: true }],
  resourcePipelines: [
    {
      name: 'instance-configure',
      steps: [{ name: 'group', image: 'example.com/team-pipeline:v1' }],
    },
  ],
  destinationSelectors: [{ environment: 'backstage' }],
  uniqueFields: ['spec.id'],
  requiredPromises: [],
  conditions: [],
  ...change,
});

export const request = (
  change: Partial<RequestSummary> = {},
): RequestSummary => ({
  ref: {
    platform: 'local',
    promise: 'team',
    namespace: 'default',
    name: 'payments',
  },
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Team',
  state: { name: 'Ready', reason: 'Everything is written.' },
  owner: 'group:default/platform',
  message: 'Team payments is in the catalog',
  createdAt: new Date(Date.now() - 7_200_000).toISOString(),
  changedAt: new Date(Date.now() - 300_000).toISOString(),
  generation: 1,
  ...change,
});

export const details = (
  change: Partial<RequestDetails> = {},
): RequestDetails => ({
  ...request(),
  manifest: {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Team',
    metadata: { name: 'payments', namespace: 'default' },
    spec: { id: 'payments', name: 'Payments' },
    status: { email: 'payments@example.com' },
  },
  pipelines: [{ name: 'configure', phase: 'Succeeded' }],
  placements: [
    {
      name: 'team-payments.catalog-1',
      namespace: 'default',
      pipeline: 'configure',
      destination: 'catalog',
      written: true,
      versionId: '8f3c2d1a9b7e6f5d4c3b2a1908f7e6d5c4b3a291',
      workloadGroupId: '5cfaf1af8388633f609cadb75a75dc9d',
      files: ['backstage/payments.yaml'],
    },
  ],
  allowedActions: ['update', 'delete'],
  ...change,
});

export const destination = (
  change: Partial<DestinationSummary> = {},
): DestinationSummary => ({
  platform: 'local',
  name: 'catalog',
  labels: { environment: 'backstage' },
  path: 'catalog',
  filepathMode: 'nestedByMetadata',
  strictMatchLabels: false,
  stateStore: { kind: 'GitStateStore', name: 'default' },
  ready: true,
  placements: { total: 12, written: 12, failing: 0 },
  failures: [],
  lastWrite: new Date(Date.now() - 600_000).toISOString(),
  ...change,
});

export const stateStore = (
  change: Partial<StateStoreSummary> = {},
): StateStoreSummary => ({
  platform: 'local',
  kind: 'GitStateStore',
  name: 'default',
  path: '',
  git: { url: 'https://github.com/example/kratix-state.git', branch: 'main' },
  ready: true,
  destinations: ['catalog'],
  lastWrite: new Date(Date.now() - 600_000).toISOString(),
  ...change,
});

export const source = (
  change: Partial<IngestionSource> = {},
): IngestionSource => ({
  source: 'teams',
  kind: 'stateStore',
  title: 'http://127.0.0.1:6441/catalog.git, branch main',
  platform: 'local',
  state: 'current',
  revision: '8f3c2d1a9b7e6f5d4c3b2a1908f7e6d5c4b3a291',
  lastReadAt: new Date(Date.now() - 120_000).toISOString(),
  ageSeconds: 120,
  lastRead: {
    at: new Date(Date.now() - 120_000).toISOString(),
    duration: 12.4,
    files: 2,
    added: 1,
    removed: 0,
  },
  counts: { ingested: 42, rejected: 0, held: 0, foreign: 0 },
  rejected: [],
  foreign: [],
  ...change,
});

export const hold = (change: Partial<IngestionHold> = {}): IngestionHold => ({
  id: 'hold-1',
  removals: 2,
  entities: 3,
  entityRefs: ['group:default/orders', 'group:default/payments'],
  since: new Date(Date.now() - 3_600_000).toISOString(),
  revision: '77aa2d1a9b7e6f5d4c3b2a1908f7e6d5c4b3a291',
  reason: 'More than 30 % of the entities would be removed at once.',
  releasable: true,
  ...change,
});

export const page = <T>(items: T[]) => ({
  items,
  totalItems: items.length,
  pageInfo: {},
});

/** Entities of the Templates that Promises of tests name. */
export const templates: Entity[] = [
  'team-request',
  'team-update',
  'kratix-team',
  'kratix-team-update',
].map(name => ({
  apiVersion: 'scaffolder.backstage.io/v1beta3',
  kind: 'Template',
  metadata: { name, namespace: 'default' },
  spec: { type: 'kratix', owner: 'group:default/platform', steps: [] },
}));
