// Addresses that must not become links are what this is about.
/* eslint-disable no-script-url */
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { promiseDetails } from '../src/__testUtils__/samples';
import { ago } from './ago';

const ref = (promise: string, name: string) => ({
  platform: 'local',
  promise,
  namespace: 'default',
  name,
});

const team = promiseDetails({
  template: 'template:default/kratix-team',
  updateTemplate: 'template:default/kratix-team-update',
  description:
    'A team of the organisation: its entity in the catalog, a namespace and a place to keep its code.',
  createdAt: ago(86_400 * 40),
  lastActivity: ago(240),
  pipelines: ['instance-configure', 'notify'],
  version: 'v1.1.0',
  schema: {
    type: 'object',
    properties: {
      spec: {
        type: 'object',
        required: ['id', 'members'],
        properties: {
          id: {
            type: 'string',
            description:
              'Short name of the team. It becomes the name of its entity and cannot be changed.',
            maxLength: 40,
            pattern: '^[a-z][a-z0-9-]*$',
            'x-kubernetes-validations': [
              { rule: 'self == oldSelf', message: 'The id cannot be changed.' },
            ],
          },
          size: {
            type: 'string',
            description: 'How much the team may use.',
            enum: ['small', 'medium', 'large'],
            default: 'small',
          },
          budget: {
            type: 'integer',
            description: 'Euros a month.',
            minimum: 0,
            maximum: 10000,
            multipleOf: 100,
            default: 500,
          },
          members: {
            type: 'array',
            description: 'Who belongs to it.',
            minItems: 1,
            items: {
              type: 'object',
              required: ['email'],
              properties: {
                email: { type: 'string', format: 'email' },
                role: {
                  type: 'string',
                  enum: ['lead', 'member'],
                  default: 'member',
                },
              },
            },
          },
          labels: {
            type: 'object',
            description: 'Labels for everything that the team gets.',
            additionalProperties: { type: 'string' },
          },
        },
      },
      status: {
        type: 'object',
        properties: {
          email: { type: 'string', description: 'Where to reach the team.' },
        },
      },
    },
  },
  workflows: {
    resource: {
      configure: [
        {
          name: 'instance-configure',
          steps: [
            { name: 'group', image: 'ghcr.io/example/team-pipeline:v1.1.0' },
            { name: 'namespace', image: 'ghcr.io/example/namespace:v0.3.0' },
          ],
        },
        {
          name: 'notify',
          steps: [{ name: 'mail', image: 'ghcr.io/example/mail:v2' }],
        },
      ],
      delete: [
        {
          name: 'instance-delete',
          steps: [
            { name: 'goodbye', image: 'ghcr.io/example/team-pipeline:v1.1.0' },
          ],
        },
      ],
    },
    promise: {
      configure: [
        {
          name: 'promise-configure',
          steps: [
            { name: 'dependencies', image: 'ghcr.io/example/team-deps:v1' },
          ],
        },
      ],
      delete: [],
    },
  },
  destinations: [
    { name: 'catalog', matches: true, missing: [], strict: false, ready: true },
    {
      name: 'worker-1',
      matches: false,
      missing: ['environment=backstage'],
      strict: true,
      ready: false,
    },
    {
      name: 'worker-2',
      matches: false,
      missing: ['environment=backstage'],
      strict: false,
      ready: true,
    },
  ],
  requiredPromises: [
    { name: 'ingress-nginx', state: 'Requirement installed' },
    {
      name: 'quota',
      version: 'v0.2.0',
      state: 'Requirement not installed at the specified version',
    },
  ],
  requiredBy: [{ name: 'database', version: 'v1.0.0' }],
  revisions: [
    { version: 'v1.1.0', latest: true, requests: 9 },
    { version: 'v1.0.0', latest: false, requests: 3 },
  ],
  bindings: [
    { ref: ref('team', 'payments'), desired: 'latest', applied: 'v1.1.0' },
    {
      ref: ref('team', 'orders'),
      desired: 'latest',
      applied: 'v1.0.0',
      state: 'inProgress',
      message: 'Upgrade to version v1.1.0 is in progress',
    },
    {
      ref: ref('team', 'shipping'),
      desired: 'v1.1.0',
      applied: 'v1.0.0',
      failedVersion: 'v1.1.0',
      state: 'failed',
      message: 'A Pipeline has failed: instance-configure',
    },
    {
      ref: ref('team', 'returns'),
      desired: 'v1.0.0',
      applied: 'v1.0.0',
      state: 'complete',
    },
  ],
  releases: [
    {
      name: 'team',
      version: 'v1.1.0',
      url: 'https://github.com/example/promises/releases/download/v1.1.0/team.yaml',
      installed: true,
    },
  ],
  requestTotal: 14,
  conditions: [
    {
      type: 'Available',
      status: 'True',
      reason: 'PromiseAvailable',
      message: 'Ready to fulfil resource requests',
      lastTransitionTime: ago(86_400 * 3),
    },
    {
      type: 'Reconciled',
      status: 'True',
      reason: 'Reconciled',
      message: 'Reconciled',
      lastTransitionTime: ago(86_400 * 3),
    },
  ],
  requestCounts: { Ready: 8, Running: 2, Failed: 1, Suspended: 1 },
  manifest: {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Promise',
    metadata: {
      name: 'team',
      labels: { 'kratix.io/promise-version': 'v1.1.0' },
    },
    spec: {
      destinationSelectors: [{ matchLabels: { environment: 'backstage' } }],
    },
    status: { status: 'Available', version: 'v1.1.0' },
  },
});

const database = promiseDetails({
  name: 'database',
  title: 'Database',
  description:
    'A PostgreSQL database, with its credentials in a Secret of the namespace and a dashboard of its own.',
  version: 'v1.0.0',
  lastActivity: ago(86_400 * 2),
  pipelines: ['instance-configure'],
  state: {
    name: 'Unavailable',
    message: 'Promise requirements not fulfilled: argo-cd v1.2.0 is missing',
  },
  requiredPromises: [
    {
      name: 'argo-cd',
      version: 'v1.2.0',
      state: 'Requirement not installed',
    },
  ],
  requestCounts: { WaitingForPromise: 3 },
  destinationSelectors: [{ environment: 'dev' }, { region: 'asia' }],
  destinations: [
    {
      name: 'worker-1',
      matches: false,
      missing: ['region=asia'],
      strict: true,
      ready: false,
    },
    {
      name: 'worker-2',
      matches: false,
      missing: ['environment=dev', 'region=asia'],
      strict: false,
      ready: true,
    },
  ],
  releases: [
    {
      name: 'database',
      version: 'v1.2.0',
      url: 'https://promises.example.com/database.yaml',
      installed: false,
      message: 'Failed to fetch Promise from URL',
    },
  ],
  api: {
    group: 'databases.example.org',
    version: 'v1',
    kind: 'Database',
    plural: 'databases',
  },
});

const ingress = promiseDetails({
  name: 'ingress-nginx',
  title: 'ingress-nginx',
  description: 'Brings the ingress controller to every worker cluster.',
  api: undefined,
  schema: undefined,
  uniqueFields: [],
  version: undefined,
  destinationSelectors: [],
  resourcePipelines: [],
  versions: [],
  requiredBy: [{ name: 'team' }],
});

const HOSTILE =
  '<img src=x onerror=alert(1)> \u001b[31mred\u001b[0m \u202egnp.exe';

/** What somebody writes who means harm, or does not know better. */
export const hostile = promiseDetails({
  name: 'hostile',
  title: HOSTILE,
  description: `${HOSTILE} ${'long'.repeat(400)}`,
  version: 'v'.repeat(63),
  state: { name: 'Unavailable', message: HOSTILE.repeat(20) },
  template: 'javascript:alert(1)',
  schema: {
    properties: {
      spec: {
        type: ['object', 'null'],
        required: 'all',
        properties: {
          odd: null,
          text: { type: 7, description: [HOSTILE], enum: 'none' },
          ['x'.repeat(300)]: { type: 'string', pattern: '('.repeat(50) },
        },
      },
    },
  },
  releases: [
    {
      name: 'hostile',
      url: 'javascript:alert(document.cookie)',
      installed: false,
      message: HOSTILE,
    },
  ],
  destinationSelectors: [{ ['k'.repeat(200)]: 'v'.repeat(63), plain: HOSTILE }],
  destinations: [
    {
      name: 'd'.repeat(200),
      matches: false,
      missing: [`${'k'.repeat(200)}=v`],
      strict: false,
    },
  ],
  conditions: Array.from({ length: 500 }, (_, index) => ({
    type: index % 2 ? 'Same' : `Condition${index}`,
    status: 'Unknown' as const,
    message: HOSTILE,
    lastTransitionTime: 'yesterday',
  })),
});

/** What there is on the platform of the gallery: one Promise of each sort. */
export const promises: PromiseDetails[] = [team, database, ingress];

export const manyPromises = Array.from({ length: 100 }, (_, index) => ({
  ...promises[index % promises.length],
  name: `promise-${index}`,
  title: `${promises[index % promises.length].title} ${index}`,
}));
