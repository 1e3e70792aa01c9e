import fc from 'fast-check';
import { KubeObject, readKubeObject } from './kube';
import {
  isPlacementWritten,
  readDestination,
  readPlacement,
  readStateStore,
  readWork,
} from './placement';
import { readPromise } from './promise';
import { readRequest } from './request';
import {
  deriveRequestState,
  REQUEST_STATES,
  RequestStateInput,
} from './requestState';
import { progressMessages } from './requestStateMessages';
import { diagnosisMessages } from './diagnosis';

const MESSAGES = { ...diagnosisMessages, ...progressMessages };

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
  reason?: string,
  message?: string,
) => ({ type, status, reason, message });

const done = condition('ConfigureWorkflowCompleted', 'True');
const worksDone = condition('WorksSucceeded', 'True');
const reconciled = condition('Reconciled', 'True', 'Reconciled');

function request(status: object = {}, metadata: object = {}) {
  return readRequest(
    object(
      'Team',
      { name: 'a', ...metadata },
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
}

const promise = (labels = {}, pipelineNamespace?: string) =>
  readPromise(
    object(
      'Promise',
      { name: 'team', labels },
      {
        spec: {
          workflows: {
            config: { pipelineNamespace },
            resource: { configure: [{ metadata: { name: 'configure' } }] },
          },
        },
        status: { status: 'Available' },
      },
    ),
  );

function work(metadata: object = {}, parts: object = {}) {
  return readWork(
    object(
      'Work',
      {
        name: 'team-a',
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': 'a',
        },
        ...metadata,
      },
      {
        spec: {
          workloadGroups: [{ id: 'g', workloads: [{ filepath: 'f.yaml' }] }],
        },
        ...parts,
      },
    ),
  );
}

const written = condition('WriteSucceeded', 'True');

function placement(conditions: object[] = [written], spec: object = {}) {
  return readPlacement(
    object(
      'WorkPlacement',
      { name: 'team-a.catalog', labels: { 'kratix.io/work': 'team-a' } },
      {
        spec: {
          targetDestinationName: 'catalog',
          id: 'g',
          generation: 1,
          ...spec,
        },
        status: { conditions },
      },
    ),
  );
}

const destination = readDestination(
  object(
    'Destination',
    { name: 'catalog' },
    {
      spec: {
        path: 'c',
        stateStoreRef: { kind: 'GitStateStore', name: 'git' },
      },
    },
  ),
);

const store = (status = 'True', message?: string) =>
  readStateStore(
    object(
      'GitStateStore',
      { name: 'git' },
      {
        spec: { url: 'https://git.example.org/a.git' },
        status: { conditions: [condition('Ready', status, 'R', message)] },
      },
    ),
  );

function state(input: Partial<RequestStateInput> = {}) {
  return deriveRequestState({
    request: request(),
    promise: promise(),
    works: [work()],
    placements: [placement()],
    destinations: [destination],
    stateStores: [store()],
    ...input,
  });
}

describe('a request of a Kratix that does not sum up (before 2025-06-13)', () => {
  const older = (conditions: object[]) =>
    request({ conditions, observedGeneration: undefined });

  it('is judged by what its Pipelines and placements say', () => {
    expect(state({ request: older([done]) }).name).toBe('Ready');
    expect(state({ request: older([done]), placements: [] }).name).toBe(
      'Writing',
    );
    const failing = condition('WriteSucceeded', 'False', 'X', 'refused');
    expect(
      state({ request: older([done]), placements: [placement([failing])] })
        .name,
    ).toBe('Failing');
    const running = condition('ConfigureWorkflowCompleted', 'False');
    expect(state({ request: older([running]) }).name).toBe('Running');
  });

  it('is not mistaken for one that Kratix has not come to', () => {
    expect(state({ request: request({ observedGeneration: 0 }) }).name).toBe(
      'Pending',
    );
    expect(
      state({ request: request({ conditions: [done] }, { generation: 2 }) })
        .name,
    ).toBe('Pending');
  });
});

describe('deriveRequestState', () => {
  it('is Ready when everything is written to stores that are ready', () => {
    expect(state()).toEqual({
      name: 'Ready',
      code: 'written',
      reason: 'Everything it asked for is written to its Destinations.',
    });
  });

  it('shows health on top of Ready', () => {
    expect(
      state({ request: request({ healthStatus: { state: 'degraded' } }) }),
    ).toMatchObject({ name: 'Ready', health: 'degraded' });
  });

  const failed = condition(
    'ConfigureWorkflowCompleted',
    'False',
    'ConfigureWorkflowFailed',
    'A Configure Pipeline has failed: p',
  );
  const running = condition(
    'ConfigureWorkflowCompleted',
    'False',
    'PipelinesInProgress',
  );
  const pipelines = (phase: string, more = {}) => ({
    kratix: { workflows: { pipelines: [{ name: 'p', phase, ...more }] } },
  });

  it.each([
    ['Deleting', request({}, { deletionTimestamp: '2026-01-01T00:00:00Z' })],
    ['Paused', request({}, { labels: { 'kratix.io/paused': 'true' } })],
    [
      'Paused',
      request({
        conditions: [
          condition('Reconciled', 'Unknown', 'PausedReconciliation'),
        ],
      }),
    ],
    [
      'Suspended',
      request({}, { labels: { 'kratix.io/workflow-suspended': 'true' } }),
    ],
    ['Suspended', request(pipelines('Suspended'))],
    [
      'WaitingForPromise',
      request({ conditions: [condition('PromiseAvailable', 'False')] }),
    ],
    ['Failed', request({ conditions: [failed] })],
    ['Running', request({ conditions: [running] })],
    ['Pending', request({}, { generation: 2 })],
    ['Pending', request({ observedGeneration: undefined, conditions: [] })],
    [
      'Misplaced',
      request({
        conditions: [
          done,
          condition('WorksSucceeded', 'False', 'WorksMisplaced'),
        ],
      }),
    ],
    [
      'Failing',
      request({
        conditions: [
          done,
          condition('WorksSucceeded', 'False', 'WorksFailing'),
        ],
      }),
    ],
    [
      'Scheduling',
      request({
        conditions: [
          done,
          condition('WorksSucceeded', 'Unknown', 'WorksPending'),
        ],
      }),
    ],
    ['Ready', request({ conditions: [] })],
  ])('is %s (%#)', (name, one) => {
    expect(state({ request: one }).name).toBe(name);
  });

  it('says in words which labels no Destination has, and never the hash of the files', () => {
    const unscheduled = state({
      request: request({
        conditions: [done, condition('WorksSucceeded', 'Unknown')],
      }),
      works: [
        work(
          {},
          {
            spec: {
              workloadGroups: [
                {
                  id: '5058f1af8388633f609cadb75a75dc9d',
                  workloads: [{ filepath: 'f.yaml' }],
                  destinationSelectors: [{ matchLabels: { tier: 'gold' } }],
                },
              ],
            },
            status: {
              conditions: [
                {
                  type: 'ScheduleSucceeded',
                  status: 'False',
                  reason: 'UnscheduledWorkloads',
                  message:
                    'No matching destination found for workloadGroups: [5058f1af8388633f609cadb75a75dc9d]',
                },
              ],
            },
          },
        ),
      ],
      placements: [],
    });
    expect(unscheduled).toEqual({
      name: 'Scheduling',
      code: 'noDestination',
      values: {
        selector: 'tier=gold',
        nearest: 'catalog',
        missing: 'tier=gold',
      },
      reason:
        'No Destination has the labels that its files ask for: tier=gold. catalog comes nearest: it lacks tier=gold.',
      nextStep:
        'A platform engineer has to add the labels to a Destination, or a Destination that has them.',
    });
  });

  it('says in words where files are misplaced, and what Kratix says where it cannot tell', () => {
    const misplaced = request({
      conditions: [
        done,
        condition(
          'WorksSucceeded',
          'False',
          'WorksMisplaced',
          'Some works are misplaced: [team-a]',
        ),
      ],
    });
    const mismatch = condition(
      'ScheduleSucceeded',
      'False',
      'DestinationSelectorMismatch',
    );
    expect(
      state({ request: misplaced, placements: [placement([mismatch])] }),
    ).toMatchObject({
      name: 'Misplaced',
      code: 'misplaced',
      reason:
        'Destination catalog, where its files are, no longer has the labels that they ask for.',
    });
    expect(state({ request: misplaced })).toMatchObject({
      name: 'Misplaced',
      code: 'unknown',
      reason: expect.stringMatching(/Some works are misplaced: \[team-a\]$/),
    });
  });

  it('takes the first that applies', () => {
    const everything = {
      generation: 2,
      deletionTimestamp: '2026-01-01T00:00:00Z',
      labels: {
        'kratix.io/paused': 'true',
        'kratix.io/workflow-suspended': 'true',
      },
    };
    const status = {
      conditions: [failed, condition('PromiseAvailable', 'False')],
    };
    const name = (metadata: object) =>
      state({ request: request(status, metadata) }).name;
    expect(name(everything)).toBe('Deleting');
    expect(name({ ...everything, deletionTimestamp: undefined })).toBe(
      'Paused',
    );
    expect(
      name({
        generation: 2,
        labels: { 'kratix.io/workflow-suspended': 'true' },
      }),
    ).toBe('Suspended');
    expect(name({ generation: 2 })).toBe('WaitingForPromise');
  });

  it('is paused with its Promise, and only by the literal value', () => {
    expect(
      state({ promise: promise({ 'kratix.io/paused': 'true' }) }).reason,
    ).toContain('Promise team is paused');
    expect(state({ promise: promise({ 'kratix.io/paused': '1' }) }).name).toBe(
      'Ready',
    );
  });

  it('names the Pipeline that failed, suspended or runs', () => {
    expect(
      state({
        request: request({ conditions: [failed], ...pipelines('Failed') }),
      }),
    ).toMatchObject({
      reason: 'Pipeline p has failed.',
      nextStep: expect.stringContaining('log'),
    });
    expect(
      state({
        request: request(
          pipelines('Suspended', {
            message: 'wants approval',
            nextRetryAt: '2026-01-01T00:00:00Z',
          }),
        ),
      }),
    ).toMatchObject({
      name: 'Suspended',
      reason:
        'Pipeline p asked to be tried again later (attempt 1): wants approval',
      retryAt: '2026-01-01T00:00:00Z',
    });
    expect(state({ request: request(pipelines('Suspended')) }).reason).toBe(
      'Pipeline p suspended the workflow.',
    );
  });

  it.each([
    ['kratix.io/delete-workflows', 'The delete Pipelines are running.'],
    ['kratix.io/work-cleanup', 'Its files are being removed'],
    ['example.org/mine', 'The deletion waits for example.org/mine, which'],
  ])('says what holds a deletion: %s', (finalizer, reason) => {
    const deleting = request(
      {},
      { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: [finalizer] },
    );
    expect(state({ request: deleting }).reason).toContain(reason);
  });

  describe('while files are on their way', () => {
    it.each<[string, Partial<RequestStateInput>, string]>([
      ['no Work is known', { works: [], placements: [] }, 'Writing'],
      ['a group has no placement', { placements: [] }, 'Writing'],
      [
        'a placement of another group is written',
        { placements: [placement([written], { id: 'other' })] },
        'Writing',
      ],
      ['nothing is written yet', { placements: [placement([])] }, 'Writing'],
      [
        'the placement is of an older generation',
        { works: [work({ generation: 2 })] },
        'Writing',
      ],
      ['the store is not ready', { stateStores: [store('False')] }, 'Writing'],
      [
        'writing fails',
        {
          placements: [
            placement([condition('WriteSucceeded', 'False', 'W', 'no push')]),
          ],
        },
        'Failing',
      ],
    ])('is not Ready: %s', (_, input, name) => {
      expect(state(input).name).toBe(name);
    });

    it('is Ready when a Work has nothing to place', () => {
      expect(
        state({
          works: [work({}, { spec: { workloadGroups: [] } })],
          placements: [],
        }).name,
      ).toBe('Ready');
    });

    it('is Ready without any Work when the Promise has no Pipelines', () => {
      const plain = readPromise(object('Promise', { name: 'team' }));
      expect(state({ promise: plain, works: [], placements: [] }).name).toBe(
        'Ready',
      );
    });
  });

  it('does not count what belongs to a request of the same name elsewhere', () => {
    const foreign = work({ name: 'other', namespace: 'elsewhere' });
    const shared = (namespace: string) =>
      work({
        name: `shared-${namespace}`,
        namespace: 'pipelines',
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': 'a',
          'kratix.io/resource-namespace': namespace,
        },
      });
    expect(state({ works: [work(), foreign] }).name).toBe('Ready');
    expect(
      state({
        promise: promise({}, 'pipelines'),
        works: [shared('elsewhere')],
        placements: [],
      }).reason,
    ).toBe('Its output is not known yet.');
  });

  const anything = fc.jsonValue({ maxDepth: 4 });
  const anyCondition = fc.record({
    type: fc.constantFrom(
      'ConfigureWorkflowCompleted',
      'WorksSucceeded',
      'Reconciled',
      'PromiseAvailable',
      'DeleteWorkflowCompleted',
      'WriteSucceeded',
      'ScheduleSucceeded',
    ),
    status: fc.constantFrom('True', 'False', 'Unknown'),
    reason: fc.constantFrom(
      'WorksMisplaced',
      'WorksFailing',
      'ConfigureWorkflowFailed',
      'PipelinesInProgress',
      'PausedReconciliation',
      undefined,
    ),
  });

  it('gives one of the states with a reason for anything that a cluster may hold', () => {
    fc.assert(
      fc.property(anything, anything, anything, (spec, status, metadata) => {
        const parts = { spec, status };
        const more = { labels: metadata, finalizers: metadata };
        const derived = deriveRequestState({
          request: readRequest(object('Team', more, parts), {
            platform: 'local',
            promise: 'team',
          }),
          promise: readPromise(object('Promise', more, parts)),
          works: [readWork(object('Work', more, parts))],
          placements: [readPlacement(object('WorkPlacement', more, parts))],
          destinations: [readDestination(object('Destination', more, parts))],
          stateStores: [readStateStore(object('GitStateStore', more, parts))],
        });
        expect(REQUEST_STATES).toContain(derived.name);
        expect(derived.reason).toMatch(/\w/);
        expect(derived.reason).not.toMatch(/\{\{\w+\}\}/);
        expect(Object.keys(MESSAGES)).toContain(derived.code);
      }),
    );
  });

  it('is never Ready before every placement is written', () => {
    const placements = fc.array(fc.array(anyCondition, { maxLength: 2 }), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        fc.array(anyCondition, { maxLength: 4 }),
        placements,
        fc.integer({ min: 1, max: 2 }),
        (conditions, written2, generation) => {
          const input = {
            request: request({ conditions }, { generation }),
            placements: written2.map(one => placement(one)),
          };
          const { name } = state(input);
          const mayBeReady =
            input.placements.length > 0 &&
            input.placements.every(isPlacementWritten) &&
            generation === 1;
          expect(name === 'Ready' && !mayBeReady).toBe(false);
        },
      ),
      { numRuns: 500 },
    );
  });
});
