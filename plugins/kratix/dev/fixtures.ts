import { Entity } from '@backstage/catalog-model';
import {
  DiagnosisList,
  KratixPod,
  KubeEvent,
  RequestDetails,
  RequestStateName,
} from 'backstage-plugin-kratix-common';
import { details, hold, platform, source } from '../src/__testUtils__/samples';
import { ago } from './ago';
import { stateOf } from './stateOf';
import { fullRequest, hostileRequest, partOfAnother } from './requestFixtures';

const request = (
  name: string,
  state: RequestDetails['state'],
  change: Partial<RequestDetails> = {},
): RequestDetails => {
  const usual = details();
  return {
    ...usual,
    ref: { ...usual.ref, name },
    message: undefined,
    manifest: {
      ...usual.manifest,
      metadata: { ...usual.manifest.metadata, name },
      spec: { id: name, name },
      status: {},
    },
    state,
    ...change,
  };
};

/** One request for each state that matters, the usual one first. */
export const requests: RequestDetails[] = [
  details({
    ...fullRequest,
    manifest: {
      ...details().manifest,
      status: {
        email: 'payments@example.com',
        dashboard: 'https://git.example.com/payments',
        members: 7,
      },
    },
    pipelines: [
      {
        name: 'instance-configure',
        phase: 'Succeeded',
        attempts: 1,
        lastTransitionTime: ago(3_600),
      },
    ],
  }),
  request(
    'orders',
    stateOf('Running', 'pipelineRunning', { pipeline: 'instance-configure' }),
    {
      createdAt: ago(12),
      placements: [],
      pipelines: [
        {
          name: 'instance-configure',
          phase: 'Running',
          lastTransitionTime: ago(5),
        },
        { name: 'notify', phase: 'Pending' },
      ],
    },
  ),
  request(
    'shipping',
    stateOf('Failed', 'pipelineFailed', { pipeline: 'instance-configure' }),
    {
      placements: [],
      allowedActions: ['update', 'delete', 'reconcile', 'readLogs'],
      owner: 'group:default/logistics',
      pipelines: [
        {
          name: 'instance-configure',
          phase: 'Failed',
          attempts: 3,
          message:
            'Step group failed with exit code 1: the organisation “shipping” exists already and belongs to another owner; choose another id.',
          lastTransitionTime: ago(300),
        },
      ],
    },
  ),
  request(
    'returns',
    stateOf(
      'Suspended',
      'suspendedUntil',
      {
        pipeline: 'instance-configure',
        attempt: '3',
        message: 'waiting for approval',
      },
      { retryAt: new Date(Date.now() + 600_000).toISOString() },
    ),
    {
      pipelines: [
        {
          name: 'instance-configure',
          phase: 'Suspended',
          message: 'waiting for approval',
          nextRetryAt: new Date(Date.now() + 600_000).toISOString(),
          lastTransitionTime: ago(60),
        },
      ],
    },
  ),
  request(
    'analytics',
    stateOf('Failing', 'writeFailing', {
      destination: 'catalog',
      message: 'authentication required',
    }),
    {
      placements: [
        {
          ...details().placements[0],
          written: false,
          versionId: undefined,
          error:
            'push to http://git.example.com/catalog.git failed: authentication required',
          files: Array.from({ length: 40 }, (_, i) => `teams/file-${i}.yaml`),
        },
      ],
    },
  ),
  request(
    'invoices',
    stateOf('Misplaced', 'misplaced', {
      destination: 'catalog',
      missing: 'environment=backstage',
    }),
  ),
  request('billing', stateOf('Ready', 'written'), partOfAnother),
  request('hostile', { name: 'Failed', reason: '' }, hostileRequest),
];

const MANY_STATES: RequestStateName[] = ['Ready', 'Ready', 'Running', 'Failed'];

export const manyRequests: RequestDetails[] = Array.from(
  { length: 10_000 },
  (_, index) =>
    request(
      `team-with-a-rather-long-name-${index}`,
      {
        name: MANY_STATES[index % MANY_STATES.length],
        reason: `It is number ${index} of very many, and says so at some length.`,
      },
      { createdAt: ago(index * 60) },
    ),
);

export const diagnosis: DiagnosisList = {
  items: [
    {
      code: 'stepFailed',
      severity: 'error',
      audience: 'requester',
      values: { step: 'group', pipeline: 'instance-configure', exitCode: '1' },
      subject: { kind: 'step', name: 'group', pipeline: 'instance-configure' },
      summary:
        'Step group of Pipeline instance-configure ended with exit code 1.',
      nextStep: 'Look at its last lines.',
      log: [
        'Reading /kratix/input/object.yaml',
        'Error: the organisation “shipping” exists already',
      ],
    },
  ],
  notChecked: ['the Pods of Kratix: reading them is not allowed'],
};

export const runs: KratixPod[] = [
  {
    name: 'kratix-team-shipping-instance-configure-7x2lk',
    namespace: 'default',
    pipeline: 'instance-configure',
    action: 'configure',
    createdAt: ago(300),
    phase: 'Failed',
    conditions: [],
    steps: [
      {
        name: 'reader',
        image: 'ghcr.io/syntasso/kratix-platform-pipeline-adapter',
        role: 'kratix',
        state: 'terminated',
        reason: 'Completed',
        exitCode: 0,
        restarts: 0,
        startedAt: ago(298),
        finishedAt: ago(297),
      },
      {
        name: 'group',
        image: 'example.com/team-pipeline:v1',
        role: 'author',
        state: 'terminated',
        reason: 'Error',
        exitCode: 1,
        restarts: 2,
        startedAt: ago(296),
        finishedAt: ago(284),
      },
      {
        name: 'work-writer',
        image: 'ghcr.io/syntasso/kratix-platform-pipeline-adapter',
        role: 'kratix',
        state: 'waiting',
        reason: 'PodInitializing',
        restarts: 0,
      },
    ],
  },
];

export const events: KubeEvent[] = [
  {
    uid: '1',
    type: 'Warning',
    reason: 'PipelineFailed',
    message: 'Pipeline instance-configure failed',
    count: 3,
    lastSeen: ago(280),
    source: 'kratix',
  },
  {
    uid: '2',
    type: 'Normal',
    reason: 'PipelineStarted',
    message: 'Configure Pipeline started: instance-configure',
    count: 1,
    lastSeen: ago(300),
  },
];

const RULE = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: backstage-kratix-read-databases-databases-example-org
rules:
  - apiGroups: ["databases.example.org"]
    resources: ["databases"]
    verbs: ["get", "list", "watch"]
`;

const kind = (
  name: string,
  objects: number,
  apiVersion = 'platform.kratix.io/v1alpha1',
) => ({
  apiVersion,
  kind: name,
  plural: `${name.toLocaleLowerCase('en-US')}s`,
  state: 'synced' as const,
  objects,
});

export const goodPlatform = platform({
  kinds: [
    kind('Promise', 3),
    kind('Work', 14),
    kind('WorkPlacement', 14),
    kind('Destination', 3),
    kind('GitStateStore', 2),
    kind('Team', 12),
  ],
});

const noAnswer = (name: string) =>
  `https://${name}.example.org:6443 gives no answer: connection refused. Is the API server running, and may Backstage reach it?`;

const unreachable = (name: string, objects: boolean) =>
  goodPlatform.kinds.map(one => ({
    ...one,
    objects: objects ? one.objects : 0,
    state: 'failed' as const,
    error: { reason: 'unavailable' as const, message: noAnswer(name) },
  }));

export const brokenPlatforms = [
  {
    ...goodPlatform,
    kinds: [
      ...goodPlatform.kinds,
      {
        ...kind('Database', 3, 'databases.example.org/v1'),
        state: 'failed' as const,
        error: {
          reason: 'forbidden' as const,
          message:
            'The service account kratix of the namespace backstage may not list databases.databases.example.org.',
          missingRule: {
            apiGroups: ['databases.example.org'],
            resources: ['databases'],
            verbs: ['get', 'list', 'watch'],
            yaml: RULE,
          },
        },
      },
    ],
  },
  platform({
    name: 'prod',
    title: 'Production',
    reachable: false,
    synced: false,
    lastContact: ago(900),
    error: noAnswer('prod'),
    kinds: unreachable('prod', true),
  }),
  platform({
    name: 'edge',
    title: 'Edge',
    reachable: false,
    synced: false,
    lastContact: undefined,
    error: noAnswer('edge'),
    kinds: unreachable('edge', false),
  }),
];

export const sources = [
  source(),
  source({
    source: 'promises',
    kind: 'platform',
    title: 'Local platform',
    revision: '48211',
    counts: { ingested: 15, rejected: 0, held: 0, foreign: 0 },
  }),
];

const rejected = Array.from({ length: 100 }, (_, index) => ({
  path: `resources/default/team/team-${index}/instance-configure/5058f/team.yaml`,
  line: (index % 7) * 11 + 1,
  entityRef: `group:default/team-${index}`,
  reason:
    index % 2
      ? 'metadata.name must be at most 63 characters of a-z, 0-9, - and _.'
      : 'It is not valid YAML: unexpected end of a flow sequence.',
  lastGoodVersionKept: index % 3 === 0,
}));

export const brokenSources = [
  source({
    state: 'held',
    counts: { ingested: 420, rejected: 2, held: 180, foreign: 1 },
    rejected: rejected.slice(0, 2),
    foreign: [
      {
        entityRef: 'group:default/platform',
        path: 'teams/platform.yaml',
        line: 1,
        owner: 'url:https://git.example.com/org/blob/main/org.yaml',
        isKratixSource: false,
      },
    ],
    held: hold({
      removals: 180,
      entities: 420,
      entityRefs: Array.from(
        { length: 100 },
        (_, index) => `group:default/team-${index}`,
      ),
      reason:
        '180 of 420 entities would be removed at once; more than 30 % and at least 10 wait for a person.',
    }),
  }),
  source({
    source: 'promises',
    kind: 'platform',
    title: 'Local platform',
    state: 'failing',
    error:
      'Requests of the Promise database cannot be read: databases.databases.example.org is forbidden.',
    lastReadAt: ago(7_200),
    counts: { ingested: 15, rejected: 0, held: 0, foreign: 0 },
  }),
  source({
    source: 'edge',
    kind: 'platform',
    title: 'Promises and requests of Edge',
    platform: 'edge',
    state: 'unreachable',
    error: noAnswer('edge'),
    lastReadAt: undefined,
    lastRead: undefined,
    revision: undefined,
    counts: { ingested: 0, rejected: 0, held: 0, foreign: 0 },
  }),
  source({
    source: 'legacy',
    title: 'catalog.providers.kratix.legacy',
    platform: undefined,
    kind: undefined,
    state: 'unusable',
    error: 'stateStore.destination is missing.',
    lastReadAt: undefined,
    lastRead: undefined,
    revision: undefined,
    counts: { ingested: 0, rejected: 0, held: 0, foreign: 0 },
  }),
];

export const manySources = Array.from({ length: 30 }, (_, index) =>
  source({
    source: `store-${index}`,
    counts: {
      ingested: 3_000 + index,
      rejected: index % 4 ? 0 : 12_000,
      held: 0,
      foreign: 0,
    },
    rejected: index % 4 ? [] : rejected,
  }),
);

const coordinates = {
  'kratix.io/promise-name': 'team',
  'kratix.backstage.io/platform': 'local',
};

/** Entities with a Promise status. */
export const entities: Entity[] = [
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name: 'payments',
      namespace: 'default',
      title: 'Payments',
      annotations: {
        ...coordinates,
        'kratix.io/name': 'payments',
        'kratix.io/namespace': 'default',
      },
    },
    spec: {
      type: 'team',
      profile: { displayName: 'Payments', email: 'payments@example.com' },
      parent: 'platform',
      children: [],
      members: ['alice', 'bob'],
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'team',
      namespace: 'default',
      title: 'Team',
      annotations: { ...coordinates, 'kratix.io/type': 'promise' },
    },
    spec: {
      type: 'kratix-promise',
      lifecycle: 'production',
      owner: 'group:default/platform',
    },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'orders',
      namespace: 'default',
      title: 'orders',
      annotations: {
        ...coordinates,
        'kratix.io/type': 'request',
        'kratix.io/name': 'orders',
        'kratix.io/namespace': 'default',
      },
    },
    spec: { type: 'kratix-team', owner: 'group:default/payments' },
  },
  {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Resource',
    metadata: {
      name: 'lost',
      namespace: 'default',
      annotations: { ...coordinates, 'kratix.io/name': 'lost' },
    },
    spec: { type: 'kratix-team', owner: 'group:default/payments' },
  },
];
