import fc from 'fast-check';
import { KubeObject, readKubeObject } from '../kube';
import {
  readDestination,
  readPlacement,
  readStateStore,
  readWork,
} from '../placement';
import { readPod } from '../pod';
import { readPromise } from '../promise';
import { readRequest } from '../request';
import { deriveRequestState } from '../requestState';
import { describeDiagnosis } from './describeDiagnosis';
import { diagnoseRequest } from './diagnose';
import { DiagnosisCode, diagnosisMessages } from './messages';
import { DiagnosisInput } from './types';

function object(
  kind: string,
  metadata: object,
  parts: { spec?: unknown; status?: unknown } = {},
): KubeObject {
  const read = readKubeObject({
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind,
    metadata: { name: 'x', namespace: 'default', generation: 1, ...metadata },
    ...parts,
  });
  if (!read) {
    throw new Error('no object');
  }
  return read;
}

const condition = (
  type: string,
  status: string,
  reason: string,
  message: string,
) => ({ type, status, reason, message });

const done = condition(
  'ConfigureWorkflowCompleted',
  'True',
  'PipelinesExecutedSuccessfully',
  'Pipelines completed',
);
const running = condition(
  'ConfigureWorkflowCompleted',
  'False',
  'PipelinesInProgress',
  'Pipelines are still in progress',
);
const worksDone = condition(
  'WorksSucceeded',
  'True',
  'WorksSucceeded',
  'All works associated with this resource are ready',
);
const reconciled = condition('Reconciled', 'True', 'Reconciled', 'Reconciled');

const request = (status: object = {}, metadata: object = {}) =>
  readRequest(
    object(
      'Team',
      { name: 'a', creationTimestamp: '2026-01-01T00:00:00Z', ...metadata },
      {
        status: {
          observedGeneration: 1,
          conditions: [done, reconciled, worksDone],
          ...status,
        },
      },
    ),
    { platform: 'local', promise: 'team' },
  );

const promise = (status: object = { status: 'Available' }, metadata = {}) =>
  readPromise(
    object(
      'Promise',
      { name: 'team', ...metadata },
      {
        spec: {
          workflows: {
            resource: { configure: [{ metadata: { name: 'configure' } }] },
          },
        },
        status,
      },
    ),
  );

const GOLD = { environment: 'backstage', tier: 'gold' };

const work = (
  status: object[] = [],
  generation = 1,
  matchLabels: Record<string, string> = GOLD,
) =>
  readWork(
    object(
      'Work',
      {
        name: 'w',
        generation,
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': 'a',
        },
      },
      {
        spec: {
          workloadGroups: [
            {
              id: 'g',
              directory: 'backstage',
              destinationSelectors: [
                {
                  matchLabels,
                  source: 'resource-workflow',
                },
              ],
              workloads: [{ filepath: 'group.yaml' }],
            },
          ],
        },
        status: { conditions: status },
      },
    ),
  );

const placement = (conditions: object[], generation = 1) =>
  readPlacement(
    object(
      'WorkPlacement',
      { name: 'w.catalog-g', labels: { 'kratix.io/work': 'w' } },
      {
        spec: {
          targetDestinationName: 'catalog',
          id: 'g',
          generation,
          workloads: [{ filepath: 'group.yaml' }],
        },
        status: { conditions },
      },
    ),
  );

const destination = (name: string, labels: Record<string, string>) =>
  readDestination(
    object(
      'Destination',
      { name, labels },
      { spec: { path: name, stateStoreRef: { kind: 'GitStateStore', name } } },
    ),
  );

const catalog = destination('catalog', GOLD);

const store = (...conditions: object[]) =>
  readStateStore(
    object('GitStateStore', { name: 'catalog' }, { status: { conditions } }),
  );

const written = condition('WriteSucceeded', 'True', 'Written', 'Written');
const scheduled = condition('ScheduleSucceeded', 'True', 'Scheduled', 'Yes');

const pod = (
  status: object,
  {
    name = 'p',
    createdAt = '2026-01-01T00:00:01Z',
    pipeline = 'configure',
  } = {},
) =>
  readPod(
    object(
      'Pod',
      {
        name,
        creationTimestamp: createdAt,
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': 'a',
          'kratix.io/pipeline-name': pipeline,
        },
      },
      {
        spec: {
          initContainers: [
            { name: 'reader', image: 'kratix' },
            { name: 'render', image: 'registry.example/render:v1' },
            { name: 'work-writer', image: 'kratix' },
          ],
          containers: [{ name: 'status-writer', image: 'kratix' }],
        },
        status,
      },
    ),
  );

const step = (name: string, state: object, more: object = {}) => ({
  phase: 'Pending',
  initContainerStatuses: [
    { name: 'reader', state: { terminated: { exitCode: 0 } } },
    { name, state, ...more },
  ],
});

const inProgress = {
  conditions: [running],
  kratix: {
    workflows: { pipelines: [{ name: 'configure', phase: 'Running' }] },
  },
};

function diagnose(parts: Partial<DiagnosisInput> = {}) {
  const input = {
    request: request(),
    promise: promise(),
    works: [work([scheduled])],
    placements: [placement([scheduled, written])],
    destinations: [catalog],
    stateStores: [store()],
    now: '2026-01-01T00:10:00Z',
    ...parts,
  };
  return diagnoseRequest({ ...input, state: deriveRequestState(input) });
}

/** Each cause as the objects show it, and what is said first. */
const CAUSES: [DiagnosisCode, Partial<DiagnosisInput>, string][] = [
  [
    'platformUnreachable',
    {
      platform: {
        reachable: false,
        lastContact: '2026-01-01T00:05:00Z',
        error: 'connection refused',
      },
    },
    'The platform is out of reach; this is what was known at 2026-01-01T00:05:00Z. connection refused',
  ],
  [
    'platformNeverReached',
    { platform: { reachable: false, error: 'connection refused' } },
    'The platform has not been reached since Backstage started. connection refused',
  ],
  [
    'controllerNotRunning',
    {
      request: request({ conditions: [], observedGeneration: 0 }),
      controller: {
        available: false,
        message: 'manager: CrashLoopBackOff',
        events: ['BackOff: restarting failed container'],
      },
    },
    'Kratix itself does not run on this platform: manager: CrashLoopBackOff BackOff: restarting failed container',
  ],
  [
    'deletePipelineFailed',
    {
      request: request(
        {
          conditions: [
            condition(
              'DeleteWorkflowCompleted',
              'False',
              'DeleteWorkflowFailed',
              'The Delete Pipeline has failed',
            ),
          ],
        },
        { deletionTimestamp: '2026-01-01T00:09:00Z' },
      ),
    },
    'The delete Pipeline has failed, which holds the deletion.',
  ],
  [
    'deletionSuspended',
    {
      request: request(
        {
          conditions: [
            condition(
              'DeleteWorkflowCompleted',
              'False',
              'DeleteWorkflowSuspended',
              'The delete workflow is suspended',
            ),
          ],
          kratix: {
            workflows: {
              pipelines: [
                { name: 'd', phase: 'Suspended', message: 'ask finance' },
              ],
            },
          },
        },
        { deletionTimestamp: '2026-01-01T00:09:00Z' },
      ),
    },
    'The delete Pipeline has suspended the deletion: ask finance',
  ],
  [
    'deletionHeldByFinalizer',
    {
      request: request(
        {},
        {
          deletionTimestamp: '2026-01-01T00:09:00Z',
          finalizers: ['backup.example/keep'],
        },
      ),
    },
    'The deletion waits for backup.example/keep, which is not of Kratix.',
  ],
  [
    'requestPaused',
    { request: request({}, { labels: { 'kratix.io/paused': 'true' } }) },
    'The request is paused: Kratix leaves it as it is.',
  ],
  [
    'promisePaused',
    {
      promise: promise(undefined, { labels: { 'kratix.io/paused': 'true' } }),
    },
    'The Promise team is paused, and with it all its requests.',
  ],
  [
    'promiseMissing',
    {
      request: request({ conditions: [], observedGeneration: 0 }),
      promise: undefined,
    },
    'The Promise team is gone or may not be read, so nothing fulfils the request.',
  ],
  [
    'requirementMissing',
    {
      request: request({
        observedGeneration: 0,
        conditions: [
          condition(
            'PromiseAvailable',
            'False',
            'PromiseRequirementsNotInstalled',
            'Promise Requirements are not installed',
          ),
        ],
      }),
      promise: promise({
        status: 'Unavailable',
        requiredPromises: [
          { name: 'gitea', version: 'v1', state: 'Requirement not installed' },
        ],
        conditions: [
          condition(
            'RequirementsFulfilled',
            'False',
            'RequirementsNotInstalled',
            'Requirements not fulfilled',
          ),
        ],
      }),
    },
    'The Promise team needs the Promise gitea v1: Requirement not installed.',
  ],
  [
    'promiseUnavailable',
    {
      request: request({
        observedGeneration: 0,
        conditions: [
          condition('PromiseAvailable', 'False', 'PromiseUnavailable', 'no'),
        ],
      }),
      promise: promise({
        status: 'Unavailable',
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: setup',
          ),
        ],
      }),
    },
    'The Promise team is not available: A Configure Pipeline has failed: setup',
  ],
  [
    'imagePullFailed',
    {
      request: request(inProgress),
      pods: [
        pod(
          step('render', {
            waiting: { reason: 'ImagePullBackOff', message: 'Back-off' },
          }),
        ),
      ],
    },
    'The image of step render cannot be pulled: registry.example/render:v1 (ImagePullBackOff). Back-off',
  ],
  [
    'stepCannotStart',
    {
      request: request(inProgress),
      pods: [
        pod(
          step('render', {
            waiting: {
              reason: 'CreateContainerConfigError',
              message: 'secret "token" not found',
            },
          }),
        ),
      ],
    },
    'Step render cannot be started: CreateContainerConfigError. secret "token" not found',
  ],
  [
    'podUnschedulable',
    {
      request: request(inProgress),
      pods: [
        pod({
          phase: 'Pending',
          conditions: [
            condition(
              'PodScheduled',
              'False',
              'Unschedulable',
              '0/3 nodes are available',
            ),
          ],
        }),
      ],
    },
    'No node of the cluster takes Pipeline configure: 0/3 nodes are available',
  ],
  [
    'stepOutOfMemory',
    {
      request: request(inProgress),
      pods: [
        pod(
          step(
            'render',
            { waiting: { reason: 'CrashLoopBackOff' } },
            {
              restartCount: 1,
              lastState: { terminated: { exitCode: 137, reason: 'OOMKilled' } },
            },
          ),
        ),
      ],
    },
    'Step render of Pipeline configure ran out of memory.',
  ],
  [
    'stepRetrying',
    {
      request: request(inProgress),
      pods: [
        pod(
          step(
            'render',
            { waiting: { reason: 'CrashLoopBackOff' } },
            {
              restartCount: 2,
              lastState: {
                terminated: {
                  exitCode: 3,
                  finishedAt: '2026-01-01T00:00:00Z',
                },
              },
            },
          ),
        ),
      ],
    },
    'Step render of Pipeline configure ended with exit code 3; it is tried again (attempt 3).',
  ],
  [
    'stepFailed',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
      }),
      pods: [
        pod({
          ...step('render', { terminated: { exitCode: 1 } }),
          phase: 'Failed',
        }),
      ],
    },
    'Step render of Pipeline configure ended with exit code 1.',
  ],
  [
    'pipelineFailedLogGone',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
        kratix: {
          workflows: { pipelines: [{ name: 'configure', phase: 'Failed' }] },
        },
      }),
      pods: [],
    },
    'Pipeline configure has failed.',
  ],
  [
    'kratixStepFailed',
    {
      request: request(inProgress),
      pods: [
        pod(
          step('work-writer', {
            terminated: { exitCode: 1, reason: 'Error' },
          }),
        ),
      ],
    },
    "Kratix's own step work-writer of Pipeline configure ended with exit code 1: it refused what the Pipeline wrote.",
  ],
  [
    'pipelineFailed',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
        kratix: {
          workflows: { pipelines: [{ name: 'configure', phase: 'Failed' }] },
        },
      }),
    },
    'Pipeline configure has failed.',
  ],
  [
    'workflowFailed',
    {
      request: request({
        conditions: [
          condition(
            'ConfigureWorkflowCompleted',
            'False',
            'ConfigureWorkflowFailed',
            'A Configure Pipeline has failed: configure',
          ),
        ],
      }),
    },
    'A Pipeline of the request has failed. A Configure Pipeline has failed: configure',
  ],
  [
    'suspendedUntil',
    {
      request: request({
        conditions: [running],
        kratix: {
          workflows: {
            pipelines: [
              {
                name: 'configure',
                phase: 'Suspended',
                attempts: 4,
                nextRetryAt: '2026-01-01T00:11:00Z',
                message: 'quota is used up',
              },
            ],
          },
        },
      }),
    },
    'Pipeline configure asked to be tried again later (attempt 4): quota is used up',
  ],
  [
    'suspended',
    {
      request: request({
        conditions: [running],
        kratix: {
          workflows: {
            pipelines: [
              { name: 'configure', phase: 'Suspended', message: 'approve it' },
            ],
          },
        },
      }),
    },
    'Pipeline configure suspended the workflow: approve it',
  ],
  [
    'workflowSuspended',
    {
      request: request(
        { conditions: [running] },
        { labels: { 'kratix.io/workflow-suspended': 'true' } },
      ),
    },
    'The request is suspended: Kratix runs no Pipeline of it.',
  ],
  [
    'noDestinationAtAll',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending', 'not ready'),
        ],
      }),
      works: [
        work([
          condition(
            'ScheduleSucceeded',
            'False',
            'UnscheduledWorkloads',
            'No matching destination found for workloadGroups: [g]',
          ),
        ]),
      ],
      placements: [],
      destinations: [],
    },
    'There is no Destination, and its files ask for one with the labels environment=backstage, tier=gold.',
  ],
  [
    'noDestinationForUnlabelled',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending', 'not ready'),
        ],
      }),
      works: [
        work(
          [
            condition(
              'ScheduleSucceeded',
              'False',
              'UnscheduledWorkloads',
              'No matching destination found for workloadGroups: [g]',
            ),
          ],
          1,
          {},
        ),
      ],
      placements: [],
    },
    'No Destination takes files that ask for no labels, as its files do.',
  ],
  [
    'noDestination',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending', 'not ready'),
        ],
      }),
      works: [
        work([
          condition(
            'ScheduleSucceeded',
            'False',
            'UnscheduledWorkloads',
            'No matching destination found for workloadGroups: [g]',
          ),
        ]),
      ],
      placements: [],
      destinations: [
        destination('worker', { environment: 'dev' }),
        destination('other', { environment: 'backstage' }),
      ],
    },
    'No Destination has the labels that its files ask for: environment=backstage, tier=gold. other comes nearest: it lacks tier=gold.',
  ],
  [
    'misplaced',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'False', 'WorksMisplaced', 'misplaced'),
        ],
      }),
      placements: [
        placement([
          condition(
            'ScheduleSucceeded',
            'False',
            'DestinationSelectorMismatch',
            'no longer matches',
          ),
          written,
        ]),
      ],
      destinations: [destination('catalog', { environment: 'backstage' })],
    },
    'Destination catalog, where its files are, no longer has the labels that they ask for: tier=gold.',
  ],
  [
    'destinationMissing',
    {
      placements: [
        placement([
          condition(
            'ScheduleSucceeded',
            'False',
            'DestinationSelectorMismatch',
            'no longer matches',
          ),
        ]),
      ],
      destinations: [],
    },
    'Destination catalog, where its files belong, is gone.',
  ],
  [
    'stateStoreNotReady',
    {
      stateStores: [
        store(
          condition(
            'Ready',
            'False',
            'ErrorValidatingPermissions',
            'authentication required',
          ),
        ),
      ],
    },
    'State store GitStateStore catalog is not ready: authentication required',
  ],
  [
    'writeFailing',
    {
      placements: [
        placement([
          scheduled,
          condition(
            'WriteSucceeded',
            'False',
            'WorkloadsFailedWrite',
            'failed to push: rejected',
          ),
        ]),
      ],
    },
    'Writing to Destination catalog fails: failed to push: rejected',
  ],
  [
    'writeStale',
    { works: [work([scheduled], 2)] },
    'What is in Destination catalog comes from an earlier version of the request.',
  ],
  [
    'notYetApplied',
    {
      gitOps: [
        {
          agent: 'Application argocd/catalog',
          destination: 'catalog',
          ready: false,
          underway: true,
          message: 'syncing',
        },
      ],
    },
    'Application argocd/catalog is still applying what is written for Destination catalog. syncing',
  ],
  [
    'notApplied',
    {
      gitOps: [
        {
          agent: 'Kustomization flux-system/catalog',
          destination: 'catalog',
          ready: false,
          message: 'dry-run failed',
        },
      ],
    },
    'Kustomization flux-system/catalog has not applied what is written for Destination catalog: dry-run failed',
  ],
  [
    'unhealthy',
    {
      request: request({
        healthStatus: {
          state: 'degraded',
          healthRecords: [
            { state: 'ready', source: { name: 'dns' } },
            {
              state: 'degraded',
              source: { name: 'replicas' },
              details: { ready: 1 },
            },
          ],
        },
      }),
    },
    'What it made reports degraded: replicas ({"ready":1})',
  ],
  [
    'ownedElsewhere',
    { managedBy: 'Argo CD application teams' },
    'The request is written by the Argo CD application teams.',
  ],
  [
    'partOfRequest',
    {
      request: request(
        {},
        {
          labels: {
            'kratix.io/component-of-promise-name': 'app',
            'kratix.io/component-of-resource-name': 'shop',
          },
        },
      ),
      managedBy: 'request shop of Promise app, of which it is a part',
    },
    'The request is a part of request default/shop of Promise app, which writes it.',
  ],
  [
    'notSeen',
    { request: request({ conditions: [], observedGeneration: undefined }) },
    'Kratix has not looked at this version of the request for 10 minutes.',
  ],
  [
    'unknown',
    {
      request: request({
        conditions: [
          done,
          condition('WorksSucceeded', 'False', 'WorksFailing', 'failed: [w]'),
        ],
      }),
    },
    'Why it is not ready cannot be told from what Kratix reports: WorksSucceeded=False: failed: [w]',
  ],
];

describe('diagnoseRequest', () => {
  it('says nothing about a request that is ready', () => {
    expect(diagnose()).toEqual([]);
  });

  it('says nothing about a request that is on its way', () => {
    expect(
      diagnose({
        request: request(inProgress),
        pods: [pod(step('render', { running: {} }))],
      }),
    ).toEqual([]);
  });

  it.each(CAUSES)('tells %s', (code, parts, summary) => {
    const [first] = diagnose(parts);
    expect(first?.code).toBe(code);
    expect(describeDiagnosis(first).summary).toBe(summary);
  });

  it('has an example of everything that it can say', () => {
    expect(CAUSES.map(([code]) => code).sort()).toEqual(
      Object.keys(diagnosisMessages).sort(),
    );
  });

  it('puts the cause before what follows from it', () => {
    const codes = diagnose({
      platform: { reachable: false, lastContact: '2026-01-01T00:00:00Z' },
      managedBy: 'Argo CD application teams',
      placements: [
        placement([
          condition('WriteSucceeded', 'False', 'WorkloadsFailedWrite', 'no'),
        ]),
      ],
      stateStores: [store(condition('Ready', 'False', 'StateStoreError', 'x'))],
    }).map(({ code }) => code);
    expect(codes).toEqual([
      'platformUnreachable',
      'stateStoreNotReady',
      'writeFailing',
      'ownedElsewhere',
    ]);
  });

  it('knows that a pause holds a deletion as well', () => {
    const [first] = diagnose({
      request: request(
        {},
        {
          deletionTimestamp: '2026-01-01T00:09:00Z',
          labels: { 'kratix.io/paused': 'true' },
        },
      ),
    });
    expect(first.code).toBe('requestPaused');
  });

  it('looks at the youngest Pod and shows the last lines of its Step', () => {
    const failed = (name: string, createdAt: string, exitCode: number) =>
      pod(
        { ...step('render', { terminated: { exitCode } }), phase: 'Failed' },
        { name, createdAt },
      );
    expect(
      diagnose({
        request: request(inProgress),
        pods: [
          failed('second', '2026-01-01T00:02:00Z', 2),
          failed('first', '2026-01-01T00:01:00Z', 1),
        ],
        logs: { 'second/render': ['no such region'], 'first/render': ['old'] },
      }),
    ).toEqual([
      expect.objectContaining({
        code: 'stepRetrying',
        values: expect.objectContaining({ exitCode: '2', attempt: '2' }),
        log: ['no such region'],
      }),
    ]);
  });

  it('looks at the Pipeline that failed, though another Pod is as young', () => {
    const [cause] = diagnose({
      request: request({
        ...inProgress,
        kratix: {
          workflows: {
            pipelines: [
              { name: 'zz-first', phase: 'Succeeded' },
              { name: 'configure', phase: 'Running' },
            ],
          },
        },
      }),
      pods: [
        pod(
          {
            ...step('render', { terminated: { exitCode: 2 } }),
            phase: 'Failed',
          },
          { name: 'a' },
        ),
        pod({ phase: 'Succeeded' }, { name: 'z', pipeline: 'zz-first' }),
      ],
    });
    expect(cause.values).toMatchObject({ exitCode: '2' });
  });

  it('knows when a Step is started again', () => {
    const [cause] = diagnose(
      CAUSES.find(([code]) => code === 'stepRetrying')?.[1],
    );
    expect(cause.retryAt).toBe('2026-01-01T00:00:40.000Z');
  });

  it('keeps to what it has, whatever shape that is in', () => {
    fc.assert(
      fc.property(
        fc.object({ maxDepth: 4 }),
        fc.object({ maxDepth: 4 }),
        fc.string(),
        (requestStatus, podStatus, message) => {
          const found = diagnose({
            request: request({ ...requestStatus, message }),
            pods: [pod(podStatus)],
          });
          for (const diagnosis of found) {
            expect(describeDiagnosis(diagnosis).summary).not.toContain('{{');
          }
        },
      ),
    );
  });

  it('cuts texts of a cluster', () => {
    const [first] = diagnose({ managedBy: 'x'.repeat(100_000) });
    expect(first.values.manager).toHaveLength(500);
  });
});
