import {
  kratixRequestReadPermission,
  KubeObject,
} from 'backstage-plugin-kratix-common';
import request from 'supertest';
import { eventually } from '../__testUtils__/eventually';
import { FakeCluster } from '../__testUtils__/FakeCluster';
import {
  readyStatus,
  team,
  TEAM_PROMISE,
} from '../__testUtils__/kratixObjects';
import { setup, teamRef } from '../__testUtils__/setup';
import { DENY } from '../__testUtils__/startKratixBackend';
import {
  createKratixRequestConditionalDecision,
  kratixRequestConditions,
} from '../permissions';

jest.setTimeout(60_000);

const KRATIX = 'platform.kratix.io/v1alpha1';
const COMMIT = 'c'.repeat(40);

function kratix(
  kind: string,
  name: string,
  parts: { metadata?: object; spec?: unknown; status?: unknown },
): KubeObject {
  const { metadata, ...rest } = parts;
  return {
    apiVersion: KRATIX,
    kind,
    metadata: { name, ...metadata },
    ...rest,
  };
}

const condition = (type: string, status: string, message?: string) => ({
  type,
  status,
  message,
  lastTransitionTime: '2026-02-02T00:00:00Z',
});

/** Two versions of the Promise, where it came from, and one request that is bound. */
function putVersions(cluster: FakeCluster) {
  cluster.documented = ['Promise', 'PromiseRevision', 'ResourceBinding'];
  for (const [version, latest] of [
    ['v1', false],
    ['v2', true],
  ] as const) {
    cluster.put(
      'promiserevisions',
      kratix('PromiseRevision', `team-${version}`, {
        spec: { promiseRef: { name: 'team' }, version, promiseSpec: {} },
        status: { latest },
      }),
    );
  }
  cluster.put(
    'resourcebindings',
    kratix('ResourceBinding', 'a-team-12345', {
      metadata: { namespace: 'default' },
      spec: {
        version: 'latest',
        promiseRef: { name: 'team' },
        resourceRef: { name: 'a', namespace: 'default' },
      },
      status: {
        lastAppliedVersion: 'v1',
        failedVersion: 'v2',
        conditions: [condition('UpgradeSucceeded', 'False', 'it has failed')],
      },
    }),
  );
  cluster.put(
    'promisereleases',
    kratix('PromiseRelease', 'team-release', {
      spec: {
        version: 'v2',
        sourceRef: { type: 'http', url: 'https://me:secret@example.org/team' },
      },
      status: { conditions: [condition('Installed', 'False', 'not found')] },
    }),
  );
  cluster.put('promises', {
    ...TEAM_PROMISE,
    metadata: {
      ...TEAM_PROMISE.metadata,
      labels: { 'kratix.io/promise-release-name': 'team-release' },
    },
    spec: {
      ...Object(TEAM_PROMISE.spec),
      destinationSelectors: [{ matchLabels: { tier: 'gold' } }],
      requiredPromises: [{ name: 'base', version: 'v9' }],
      dependencies: [
        {
          apiVersion: 'v1',
          kind: 'Secret',
          metadata: { name: 's' },
          stringData: { password: 'hunter2' },
        },
      ],
    },
    status: {
      status: 'Unavailable',
      requiredPromises: [
        { name: 'base', version: 'v9', state: 'Requirement not installed' },
      ],
    },
  });
}

/** One Destination in Git, what request `a` has written there, and Flux, which applies it. */
function putOutputs(cluster: FakeCluster) {
  cluster.documented = ['Promise'];
  cluster.groups = ['kustomize.toolkit.fluxcd.io', 'source.toolkit.fluxcd.io'];
  const url = 'https://git.example.org/platform/state.git';
  cluster.put(
    'gitstatestores',
    kratix('GitStateStore', 'git', { spec: { url, branch: 'main' } }),
  );
  cluster.put(
    'destinations',
    kratix('Destination', 'worker', {
      spec: {
        path: 'worker',
        stateStoreRef: { kind: 'GitStateStore', name: 'git' },
      },
    }),
  );
  const labels = {
    'kratix.io/promise-name': 'team',
    'kratix.io/resource-name': 'a',
    'kratix.io/pipeline-name': 'configure',
  };
  cluster.put(
    'works',
    kratix('Work', 'w', {
      metadata: { namespace: 'default', labels },
      spec: {
        promiseName: 'team',
        resourceName: 'a',
        workloadGroups: [{ id: 'abcdef', workloads: [{ filepath: 'f' }] }],
      },
    }),
  );
  cluster.put(
    'workplacements',
    kratix('WorkPlacement', 'w.worker-abcde', {
      metadata: {
        namespace: 'default',
        labels: { ...labels, 'kratix.io/work': 'w' },
      },
      spec: {
        id: 'abcdef',
        targetDestinationName: 'worker',
        promiseName: 'team',
        resourceName: 'a',
      },
      status: {
        versionID: COMMIT,
        conditions: [condition('WriteSucceeded', 'False', 'push refused')],
      },
    }),
  );
  cluster.put('gitrepositories', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'state', namespace: 'flux-system' },
    spec: { url: 'ssh://git@git.example.org/platform/state' },
  });
  cluster.put('kustomizations', {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: 'worker', namespace: 'flux-system' },
    spec: {
      path: './worker/resources',
      sourceRef: { kind: 'GitRepository', name: 'state' },
    },
    status: {
      lastAppliedRevision: `main@sha1:${COMMIT}`,
      conditions: [condition('Ready', 'True', 'applied')],
    },
  });
}

const part = (name: string, of: string) =>
  team(name, {
    owner: `group:default/${name}`,
    labels: {
      'kratix.io/component-of-promise-name': 'team',
      'kratix.io/component-of-resource-name': of,
      'kratix.io/component-of-resource-namespace': 'default',
    },
  });

let context: Awaited<ReturnType<typeof setup>>;
afterEach(() => context.stop());

it('tells of a Promise its versions, requirements, Destinations and origin, and no secret', async () => {
  context = await setup({
    teams: [team('a'), team('b')],
    prepare: cluster => {
      putVersions(cluster);
      cluster.put(
        'destinations',
        kratix('Destination', 'worker', { spec: { path: 'worker' } }),
      );
    },
  });
  const { client, asUser } = context;
  await eventually(async () => {
    const details = await client.getPromise('local', 'team', asUser);
    expect(details).toMatchObject({
      requestTotal: 2,
      destinations: [
        { name: 'worker', matches: false, missing: ['tier=gold'] },
      ],
      requiredPromises: [
        { name: 'base', version: 'v9', state: 'Requirement not installed' },
      ],
      releases: [
        {
          name: 'team-release',
          url: 'https://example.org/team',
          installed: false,
          message: 'not found',
        },
      ],
      bindings: [{ ref: teamRef('a'), desired: 'latest', applied: 'v1' }],
    });
    expect(details.revisions).toEqual(
      expect.arrayContaining([
        { version: 'v1', latest: false, requests: 1 },
        { version: 'v2', latest: true, requests: 0 },
      ]),
    );
    expect(JSON.stringify(details)).not.toMatch(/hunter2|me:secret/);
  });
  const base = await client.getPromise('local', 'base', asUser);
  expect(base.requiredBy).toEqual([
    { name: 'team', version: 'v9', state: 'Requirement not installed' },
  ]);
});

it('brings a request to another version, and only to one that there is', async () => {
  context = await setup({ teams: [team('a')], prepare: putVersions });
  const { client, asUser, cluster } = context;
  await eventually(async () => {
    const details = await client.getRequest(teamRef('a'), asUser);
    expect(details).toMatchObject({
      binding: { desired: 'latest', failedVersion: 'v2', state: 'failed' },
      versions: [
        { version: 'latest', latest: true },
        { version: 'v2', latest: true },
        { version: 'v1', latest: false },
      ],
    });
    expect(details.allowedActions).toContain('chooseVersion');
  });
  for (const [version, name] of [
    ['v3', 'InputError'],
    ['latest', 'ConflictError'],
  ]) {
    await expect(
      client.chooseVersion(teamRef('a'), version, asUser),
    ).rejects.toMatchObject({ body: { error: { name } } });
  }
  expect(cluster.writes).toEqual([]);
  await client.chooseVersion(teamRef('a'), 'v1', asUser);
  expect(cluster.writes).toMatchObject([
    { method: 'PATCH', body: { spec: { version: 'v1' } } },
  ]);
  await expect(client.getRequest(teamRef('a'), asUser)).resolves.toMatchObject({
    binding: { desired: 'v1' },
  });
});

it('lets nobody choose a version without the right, and writes nothing', async () => {
  context = await setup({
    teams: [team('a')],
    prepare: putVersions,
    policy: { 'kratix.request.reconcile': DENY },
  });
  const { client, asUser, cluster, platform } = context;
  await eventually(() =>
    expect(platform.versions.bindingOf(teamRef('a'))).toBeDefined(),
  );
  await expect(
    client.chooseVersion(teamRef('a'), 'v1', asUser),
  ).rejects.toMatchObject({ body: { error: { name: 'NotAllowedError' } } });
  const { allowedActions } = await client.getRequest(teamRef('a'), asUser);
  expect(allowedActions).not.toContain('chooseVersion');
  expect(cluster.writes).toEqual([]);
});

it('tells where writes fail, and whether Flux has applied what is written', async () => {
  context = await setup({ teams: [team('a')], prepare: putOutputs });
  const { client, asUser, cluster, signals } = context;
  await eventually(async () => {
    const { applied } = await client.getRequest(teamRef('a'), asUser);
    expect(applied).toMatchObject([
      {
        agent: 'Kustomization flux-system/worker',
        destination: 'worker',
        state: 'applied',
        revision: COMMIT,
      },
    ]);
  });
  expect((await client.listDestinations(asUser)).items).toMatchObject([
    {
      placements: { total: 1, failing: 1 },
      failures: [{ request: teamRef('a'), message: 'push refused' }],
    },
  ]);
  cluster.change('teams', 'a', ({ generation }) => ({
    status: readyStatus(generation ?? 1),
  }));
  const told = () =>
    expect(signals.map(({ message }) => message)).toContainEqual({
      platform: 'local',
      promise: 'team',
      revision: context.platform.revision(),
    });
  await eventually(told);
  const { length: tellings } = signals;
  cluster.change('kustomizations', 'worker', () => ({
    status: { conditions: [condition('Ready', 'False', 'no such kind')] },
  }));
  await eventually(() => {
    expect(signals.length).toBeGreaterThan(tellings);
    told();
  });
  await eventually(async () => {
    const { items } = await client.diagnoseRequest(teamRef('a'), asUser);
    expect(items).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          code: 'notApplied',
          values: expect.objectContaining({ message: 'no such kind' }),
        }),
      ]),
    );
  });
});

it('shows of a family what the caller may read, and of no other', async () => {
  context = await setup({
    teams: [
      team('app', { owner: 'group:default/app' }),
      part('db', 'app'),
      part('hidden', 'app'),
      part('below', 'hidden'),
      part('volume', 'db'),
    ],
  });
  const all = await context.client.getFamily(teamRef('db'), context.asUser);
  expect(all).toMatchObject({
    parents: [{ ref: teamRef('app') }],
    children: [{ ref: teamRef('volume'), children: [] }],
  });
  await context.stop();

  context = await setup({
    teams: [
      team('app', { owner: 'group:default/app' }),
      part('db', 'app'),
      part('hidden', 'app'),
      part('below', 'hidden'),
    ],
    policy: {
      'kratix.request.read': createKratixRequestConditionalDecision(
        kratixRequestReadPermission,
        kratixRequestConditions.isOwner({
          claims: ['group:default/app', 'group:default/db'],
        }),
      ),
    },
  });
  const { client, asUser, cluster } = context;
  const family = await client.getFamily(teamRef('app'), asUser);
  expect(family.children.map(({ ref }) => ref.name)).toEqual(['db']);
  expect(JSON.stringify(family)).not.toMatch(/hidden|below/);
  await expect(
    client.getFamily(teamRef('hidden'), asUser),
  ).rejects.toMatchObject({ body: { error: { name: 'NotFoundError' } } });
  expect(cluster.lists).toEqual([]);
});

it('sends nothing again that the reader has', async () => {
  context = await setup({ teams: [team('a')] });
  const { baseUrl, asUser, cluster, platform } = context;
  // Not by fetch, which asks for no cache whenever it is given such a header.
  const read = (headers: Record<string, string> = {}) =>
    request(baseUrl)
      .get('/requests/local/team/default/a')
      .set({ ...headers, Authorization: `Bearer ${asUser.token}` });
  const tag = String((await read()).headers.etag);
  expect((await read({ 'If-None-Match': tag })).status).toBe(304);
  cluster.change('teams', 'a', () => ({ status: { message: 'news' } }));
  await eventually(() =>
    expect(platform.request(teamRef('a'))?.message).toBe('news'),
  );
  expect((await read({ 'If-None-Match': tag })).status).toBe(200);
});
