import { gzipSync } from 'node:zlib';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { eventually } from '../__testUtils__/eventually';
import { readyStatus, team } from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';

type Context = Awaited<ReturnType<typeof setup>>;

const RUNNING = {
  conditions: [
    {
      type: 'ConfigureWorkflowCompleted',
      status: 'False',
      reason: 'PipelinesInProgress',
    },
  ],
  kratix: {
    workflows: { pipelines: [{ name: 'configure', phase: 'Running' }] },
  },
};

const FAILED = {
  conditions: [
    {
      type: 'ConfigureWorkflowCompleted',
      status: 'False',
      reason: 'ConfigureWorkflowFailed',
    },
  ],
  kratix: {
    workflows: { pipelines: [{ name: 'configure', phase: 'Failed' }] },
  },
};

const pod = (name: string, createdAt: string, render: object = {}) => ({
  metadata: {
    name,
    namespace: 'default',
    creationTimestamp: createdAt,
    labels: { 'kratix.io/pipeline-name': 'configure' },
  },
  spec: {
    initContainers: [
      { name: 'reader', image: 'kratix' },
      { name: 'render', image: 'render:v1' },
    ],
    containers: [{ name: 'status-writer', image: 'kratix' }],
  },
  status: {
    phase: 'Pending',
    initContainerStatuses: [{ name: 'render', ...render }],
  },
});

const CRASHING = {
  restartCount: 1,
  state: { waiting: { reason: 'CrashLoopBackOff' } },
  lastState: { terminated: { exitCode: 3 } },
};

function written(name: string): KubeObject[] {
  const meta = { name, namespace: 'default' };
  return [
    {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Work',
      metadata: {
        ...meta,
        labels: {
          'kratix.io/promise-name': 'team',
          'kratix.io/resource-name': name,
        },
      },
      spec: {
        workloadGroups: [
          { id: 'g', directory: '.', workloads: [{ filepath: 'a.yaml' }] },
        ],
      },
    },
    {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'WorkPlacement',
      metadata: { ...meta, labels: { 'kratix.io/work': name } },
      spec: {
        targetDestinationName: 'worker',
        id: 'g',
        workloads: [
          {
            filepath: 'a.yaml',
            content: gzipSync('kind: Group\n').toString('base64'),
          },
          {
            filepath: 'b.yaml',
            content: gzipSync('kind: Secret\ndata: {a: aHVudGVyMg==}').toString(
              'base64',
            ),
          },
        ],
      },
      status: {
        conditions: [{ type: 'WriteSucceeded', status: 'True' }],
      },
    },
  ];
}

let context: Context;
beforeAll(async () => {
  context = await setup({
    teams: [
      { ...team('running'), status: RUNNING },
      { ...team('failed'), status: FAILED },
      { ...team('ready'), status: readyStatus(1) },
    ],
  });
  const [work, placement] = written('ready');
  context.cluster.put('works', work);
  context.cluster.put('workplacements', placement);
  await eventually(() => {
    if (!context.platform.placements().length) {
      throw new Error('the placement is not known yet');
    }
  });
});
afterAll(() => context.stop());
beforeEach(() => {
  const { cluster } = context;
  cluster.lists.length = 0;
  cluster.refusesReads = false;
  cluster.core = {
    pods: [
      pod('old', '2026-01-01T00:00:00Z'),
      pod('new', '2026-01-01T00:01:00Z', CRASHING),
    ],
  };
  cluster.sendLog = res => res.end('starting\nno such region\n');
});

describe('GET …/diagnosis', () => {
  it('tells of a failing Step at once, with its last lines', async () => {
    const { client, asUser, cluster } = context;
    await expect(
      client.diagnoseRequest(teamRef('running'), asUser),
    ).resolves.toEqual({
      items: [
        expect.objectContaining({
          code: 'stepRetrying',
          summary:
            'Step render of Pipeline configure ended with exit code 3; it is tried again (attempt 2).',
          log: ['starting', 'no such region'],
        }),
      ],
      notChecked: [],
    });
    expect(cluster.lists).toEqual([
      '/api/v1/namespaces/default/pods?labelSelector=kratix.io%2Fpromise-name%3Dteam%2Ckratix.io%2Fresource-name%3Drunning&limit=100',
      expect.stringMatching(/pods\/new\/log\?container=render&tailLines=20/),
    ]);
  });

  it('keeps how a Step failed when the Pod is gone with its Job', async () => {
    const { client, asUser, cluster, signals } = context;
    const { metadata, ...rest } = pod('last', '2026-01-01T00:02:00Z', CRASHING);
    const labels = {
      'kratix.io/promise-name': 'team',
      'kratix.io/resource-name': 'failed',
      'kratix.io/pipeline-name': 'configure',
    };
    cluster.put('pods', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, labels },
      ...rest,
    });
    await eventually(() =>
      expect(signals.map(({ message }) => message)).toContainEqual({
        platform: 'local',
        promise: 'team',
        about: 'runs',
      }),
    );
    await eventually(() =>
      expect(cluster.lists).toEqual([expect.stringMatching(/pods\/last\/log/)]),
    );
    cluster.remove('pods', 'last');
    cluster.core = { pods: [] };
    cluster.sendLog = res => res.writeHead(404).end();
    await eventually(async () =>
      expect(await client.diagnoseRequest(teamRef('failed'), asUser)).toEqual({
        items: [
          expect.objectContaining({
            code: 'stepFailed',
            summary:
              'Step render of Pipeline configure ended with exit code 3.',
            log: ['starting', 'no such region'],
          }),
        ],
        notChecked: [],
      }),
    );
    const { items } = await client.listRuns(teamRef('failed'), asUser);
    expect(items).toEqual([
      expect.objectContaining({ name: 'last', phase: 'Failed' }),
    ]);
    expect(items[0].steps[1]).toMatchObject({
      name: 'render',
      state: 'terminated',
      exitCode: 3,
    });
    const log = await client.readLog(
      teamRef('failed'),
      { pod: 'last', step: 'render' },
      asUser,
    );
    expect(await log.text()).toBe('starting\nno such region\n');
  });

  it('asks the cluster nothing about a request that is ready', async () => {
    const { client, asUser, cluster } = context;
    await expect(
      client.diagnoseRequest(teamRef('ready'), asUser),
    ).resolves.toEqual({ items: [], notChecked: [] });
    expect(cluster.lists).toEqual([]);
  });

  it('says what it could not look at, and the rule that is missing', async () => {
    const { client, asUser, cluster } = context;
    cluster.refusesReads = true;
    const { items, notChecked } = await client.diagnoseRequest(
      teamRef('running'),
      asUser,
    );
    expect(items).toEqual([]);
    expect(notChecked).toEqual([
      expect.stringMatching(
        /^Pods: .*may not read pods on platform local[^]*apiGroups: \[""\][^]*resources: \["pods"\]/,
      ),
    ]);
  });

  it('is not held up by a log without a line that ends', async () => {
    const { client, asUser, cluster } = context;
    cluster.sendLog = res => res.end('x'.repeat(5_000_000));
    const { items } = await client.diagnoseRequest(teamRef('running'), asUser);
    expect(items[0].log).toEqual(['x'.repeat(2_000)]);
  });
});

describe('GET …/runs and …/events', () => {
  it('lists the Pods with their Steps, the youngest first', async () => {
    const { client, asUser } = context;
    const { items } = await client.listRuns(teamRef('running'), asUser);
    expect(items.map(({ name, pipeline }) => [name, pipeline])).toEqual([
      ['new', 'configure'],
      ['old', 'configure'],
    ]);
    expect(items[0].steps.map(({ name, role }) => [name, role])).toEqual([
      ['reader', 'kratix'],
      ['render', 'author'],
      ['status-writer', 'kratix'],
    ]);
  });

  it('reads events as Kratix records them, the latest first', async () => {
    const { client, asUser, cluster } = context;
    const event = (name: string, more: object) => ({
      metadata: { name },
      reason: name,
      message: name,
      lastTimestamp: null,
      ...more,
    });
    cluster.core.events = [
      event('First', { eventTime: '2026-01-01T00:00:00.000000Z' }),
      event('Again', {
        type: 'Warning',
        series: { count: 4, lastObservedTime: '2026-01-01T00:02:00.000000Z' },
        reportingComponent: 'ResourceRequestController',
      }),
    ];
    const { items } = await client.listEvents(teamRef('running'), asUser);
    expect(items).toEqual([
      expect.objectContaining({
        reason: 'Again',
        type: 'Warning',
        count: 4,
        source: 'ResourceRequestController',
      }),
      expect.objectContaining({ reason: 'First', type: 'Normal', count: 1 }),
    ]);
  });
});

describe('GET …/files', () => {
  it('gives what was put out, and never a Secret', async () => {
    const { client, asUser } = context;
    const files = await client.listFiles(teamRef('ready'), asUser);
    expect(files.items).toEqual([
      expect.objectContaining({
        placement: 'ready',
        destination: 'worker',
        files: [
          { path: 'a.yaml', size: 12, content: 'kind: Group\n' },
          expect.objectContaining({ path: 'b.yaml', withheld: 'secret' }),
        ],
      }),
    ]);
    expect(JSON.stringify(files)).not.toContain('aHVudGVyMg');
  });
});

describe('GET …/logs', () => {
  it('sends the log of the Step that failed, as plain text', async () => {
    const { client, asUser, cluster } = context;
    cluster.core.pods = [
      pod('new', '2026-01-01T00:01:00Z', {
        state: { terminated: { exitCode: 1 } },
      }),
    ];
    const response = await client.readLog(
      teamRef('running'),
      { tail: 5 },
      asUser,
    );
    expect(response.headers.get('content-type')).toBe(
      'text/plain; charset=utf-8',
    );
    await expect(response.text()).resolves.toBe('starting\nno such region\n');
    expect(cluster.lists[1]).toMatch(
      /pods\/new\/log\?container=render&tailLines=5&limitBytes=\d+$/,
    );
  });

  it('follows a Step as it writes, and lets go when the reader leaves', async () => {
    const { client, asUser, cluster } = context;
    let ended = false;
    cluster.sendLog = res => {
      res.write('first\n');
      res.on('close', () => {
        ended = true;
      });
    };
    const leave = new AbortController();
    const response = await client.readLog(
      teamRef('running'),
      { follow: true, step: 'render' },
      { ...asUser, signal: leave.signal },
    );
    const reader = response.body?.getReader();
    const chunk = await reader?.read();
    expect(new TextDecoder().decode(chunk?.value)).toBe('first\n');
    leave.abort();
    await eventually(() => expect(ended).toBe(true));
  });

  it.each([
    ['a Pod of somebody else', { pod: 'kube-apiserver' }],
    ['a step that is not there', { step: 'render/../../secrets' }],
    ['a Pipeline that never ran', { pipeline: 'other' }],
  ])('does not open the log of %s', async (_, options) => {
    const { client, asUser, cluster } = context;
    await expect(
      client.readLog(teamRef('running'), options, asUser),
    ).rejects.toMatchObject({ statusCode: 404 });
    expect(cluster.lists.filter(url => url.includes('/log'))).toEqual([]);
  });
});

describe('GET /destinations and /state-stores', () => {
  it('says how they are and what is placed there, without credentials', async () => {
    const { client, asUser, cluster, platform } = context;
    const ready = (message: string) => ({
      conditions: [{ type: 'Ready', status: 'False', message }],
    });
    cluster.put('destinations', {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'Destination',
      metadata: { name: 'worker', labels: { environment: 'dev' } },
      spec: { path: 'w', stateStoreRef: { kind: 'GitStateStore', name: 's' } },
    });
    cluster.put('gitstatestores', {
      apiVersion: 'platform.kratix.io/v1alpha1',
      kind: 'GitStateStore',
      metadata: { name: 's' },
      spec: { url: 'https://kratix:hunter2@git.example/repo.git' },
      status: ready('authentication required'),
    });
    await eventually(() => {
      expect(platform.destinations()).toHaveLength(1);
      expect(platform.stateStores()).toHaveLength(1);
    });
    await expect(client.listDestinations(asUser)).resolves.toEqual({
      items: [
        expect.objectContaining({
          name: 'worker',
          labels: { environment: 'dev' },
          placements: { total: 1, written: 1, failing: 0 },
        }),
      ],
    });
    const stores = await client.listStateStores(asUser);
    expect(stores.items).toEqual([
      expect.objectContaining({
        name: 's',
        git: { url: 'https://git.example/repo.git', branch: 'main' },
        ready: false,
        message: 'authentication required',
        destinations: ['worker'],
      }),
    ]);
  });
});
