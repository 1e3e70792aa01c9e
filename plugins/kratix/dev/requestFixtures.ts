import {
  FileList,
  KratixPod,
  KubeEvent,
  RequestDetails,
  RequestFamily,
  RequestState,
} from 'backstage-plugin-kratix-common';
import { details } from '../src/__testUtils__/samples';
import { stateOf } from './stateOf';

const ago = (seconds: number) =>
  new Date(Date.now() - seconds * 1_000).toISOString();

const ready = stateOf('Ready', 'written');

const ACTIONS: RequestDetails['allowedActions'] = [
  'update',
  'delete',
  'reconcile',
  'readLogs',
  'chooseVersion',
];

const usual = details();

/** A request with everything that a platform can tell of one. */
export const fullRequest: Partial<RequestDetails> = {
  createdAt: ago(86_400 * 12),
  allowedActions: ACTIONS,
  placements: [{ ...usual.placements[0], since: ago(3_500) }],
  binding: { desired: 'latest', applied: 'v0.2.0', state: 'complete' },
  versions: [
    { version: 'latest', latest: true },
    { version: 'v0.2.0', latest: true },
    { version: 'v0.1.0', latest: false },
  ],
  columns: [
    { name: 'Members', value: '7', description: 'People in the team' },
    { name: 'Ready', value: 'true' },
  ],
  applied: [
    {
      placement: usual.placements[0].name,
      destination: 'catalog',
      agent: 'Kustomization flux-system/catalog',
      state: 'applied',
      revision: usual.placements[0].versionId,
      time: ago(3_400),
    },
  ],
  health: {
    state: 'healthy',
    records: [{ state: 'healthy', source: 'payments-probe' }],
  },
  state: { ...ready, health: 'healthy' },
};

/** A part of another request, which is therefore not changed by itself. */
export const partOfAnother: Partial<RequestDetails> = {
  state: ready,
  allowedActions: ['readLogs'],
  managedBy:
    'request default/shop of Promise app-environment, of which it is a part',
  manifest: {
    ...usual.manifest,
    metadata: {
      ...usual.manifest.metadata,
      labels: {
        'kratix.io/component-of-promise-name': 'app-environment',
        'kratix.io/component-of-resource-name': 'shop',
      },
    },
  },
  parent: {
    ref: {
      platform: 'local',
      promise: 'team',
      namespace: 'default',
      name: 'payments',
    },
    kind: 'AppEnvironment',
    state: ready,
  },
};

const LONG_WORD = 'an-extremely-long-word-without-any-place-to-break-it-';
const HOSTILE = `<img src=x onerror=alert(1)> \u001b[31mred\u001b[0m \u202Eevil\u202C [link](javascript:alert(1)) ${LONG_WORD.repeat(
  6,
)}`;

/** A request whose every text is meant to do harm, and whose every list is too long. */
export const hostileRequest: Partial<RequestDetails> = {
  allowedActions: ['readLogs'],
  message: HOSTILE,
  owner: HOSTILE,
  state: { name: 'Failed', reason: HOSTILE, nextStep: HOSTILE },
  pipelines: Array.from({ length: 200 }, (_, index) => ({
    name: `pipeline-${index}-${'x'.repeat(50)}`,
    phase: index ? ('Pending' as const) : ('Failed' as const),
    message: HOSTILE,
  })),
  manifest: {
    ...usual.manifest,
    status: {
      // eslint-disable-next-line no-script-url -- that it is no link is what is shown
      url: 'javascript:alert(1)',
      conditions: Array.from({ length: 500 }, (_, index) => ({
        type: `Condition${index}`,
        status: 'True',
        message: HOSTILE,
      })),
      message: { not: 'a text' },
      ...Object.fromEntries(
        Array.from({ length: 500 }, (_, index) => [`field${index}`, HOSTILE]),
      ),
    },
  },
  placements: Array.from({ length: 50 }, (_, index) => ({
    ...usual.placements[0],
    name: `p${index}`,
    destination: HOSTILE,
    error: HOSTILE,
    files: Array.from({ length: 100 }, (__, file) => `${file}/${HOSTILE}`),
  })),
};

export const hostileRuns: KratixPod[] = [
  {
    name: `pod-${'x'.repeat(60)}`,
    namespace: 'default',
    pipeline: 'instance-configure',
    action: 'configure',
    createdAt: ago(100),
    phase: 'Failed',
    conditions: [],
    steps: Array.from({ length: 200 }, (_, index) => ({
      name: `step-${index}`,
      image: HOSTILE,
      role: 'author' as const,
      state: 'terminated' as const,
      message: index === 3 ? HOSTILE : undefined,
      reason: index === 3 ? 'Error' : 'Completed',
      exitCode: index === 3 ? 1 : 0,
      restarts: 0,
      startedAt: ago(90),
      finishedAt: ago(60),
    })),
  },
];

export const hostileEvents: KubeEvent[] = Array.from(
  { length: 300 },
  (_, index) => ({
    uid: String(index),
    type: 'Warning',
    reason: 'Hostile',
    message: HOSTILE,
    count: index,
    lastSeen: 'yesterday',
  }),
);

/** A log in colours, with a progress bar, something that is no text, and a line of 100,000. */
export const log = [
  '\u001b[32mINFO\u001b[0m reading /kratix/input/object.yaml',
  '0 %\r50 %\r100 %',
  `${'\u0000\u0001\ufffd\ufffd\ufffd'.repeat(20)}`,
  'x'.repeat(100_000),
  ...Array.from({ length: 2_000 }, (_, index) => `line ${index} of many`),
  '\u001b[31mERROR\u001b[0m the organisation “shipping” exists already',
  '',
].join('\n');

export const files: FileList['items'] = [
  {
    placement: 'team-payments.catalog-1',
    destination: 'catalog',
    pipeline: 'instance-configure',
    versionId: usual.placements[0].versionId,
    comparedWith: '1a2b3c4d5e6f7a8b9c0d',
    files: [
      {
        path: 'backstage/payments.yaml',
        size: 120,
        change: 'changed',
        content:
          'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: payments\n  title: Payments and refunds\nspec:\n  type: team\n  children: []\n',
        before: {
          size: 100,
          content:
            'apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: payments\n  title: Payments\nspec:\n  type: team\n  children: []\n',
        },
      },
      {
        path: 'backstage/quota.yaml',
        size: 40,
        change: 'added',
        content: 'kind: ResourceQuota\n',
      },
      { path: 'backstage/token.yaml', size: 90, withheld: 'secret' },
    ],
  },
];

const part = (promise: string, name: string, state: RequestState) => ({
  ref: { platform: 'local', promise, namespace: 'default', name },
  kind: promise === 'database' ? 'Database' : 'Namespace',
  state,
});

export const family: RequestFamily = {
  parents: [],
  children: [
    {
      ...part('namespace', 'payments', ready),
      children: [
        {
          ...part(
            'database',
            'payments-orders',
            stateOf('Running', 'pipelineRunning', {
              pipeline: 'instance-configure',
            }),
          ),
          children: [],
        },
      ],
    },
    {
      ...part(
        'database',
        'payments-ledger',
        stateOf('Failed', 'pipelineFailed', { pipeline: 'instance-configure' }),
      ),
      children: [],
    },
  ],
  truncated: false,
};
