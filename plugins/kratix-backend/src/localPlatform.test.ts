import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApplyRequestBody } from 'backstage-plugin-kratix-common';
import { LocalPlatform, startLocalPlatform } from 'kratix-local-platform';
import { eventually } from './__testUtils__/eventually';
import { startKratixBackend } from './__testUtils__/startKratixBackend';

jest.setTimeout(120_000);

const PROMISES = path.resolve(__dirname, '../../../promises');

const EXAMPLES = path.resolve(__dirname, '../../../examples');

let root: string;
let cluster: LocalPlatform;
let backend: Awaited<ReturnType<typeof startKratixBackend>>;

beforeAll(async () => {
  root = await fs.mkdtemp(path.join(tmpdir(), 'kratix-backend-'));
  cluster = await startLocalPlatform({
    dataDir: path.join(root, 'platform'),
    port: 0,
    gitPort: 0,
    promises: [PROMISES, EXAMPLES],
    retryBackoffMs: 100,
  });
  backend = await startKratixBackend({
    access: {
      kubeconfig: { path: cluster.kubeconfigPath, context: 'local' },
      stateStores: {
        infrastructure: { url: `${cluster.gitUrl}/infrastructure.git` },
      },
    },
  });
  await eventually(async () => {
    const { items } = await backend.client.listPromises({}, backend.asUser);
    const available = items.filter(({ state }) => state.name === 'Available');
    if (
      available.length < 2 ||
      !backend.platform.isSynced('request', 'database')
    ) {
      throw new Error(JSON.stringify(items));
    }
  }, 60_000);
});
afterAll(async () => {
  await backend.stop();
  await cluster.stop();
  await fs.rm(root, { recursive: true, force: true });
});

const refOf = (name: string) => ({
  platform: 'local',
  promise: 'database',
  namespace: 'default',
  name,
});

const database = (
  name: string,
  spec: Record<string, unknown> = {},
  more: Partial<ApplyRequestBody> = {},
): ApplyRequestBody => ({
  platform: 'local',
  promise: 'database',
  manifest: {
    metadata: { name },
    spec: {
      name,
      engine: 'postgres',
      size: 'small',
      environment: 'dev',
      ...spec,
    },
  },
  ...more,
});

describe('on the local platform', () => {
  it('tells of its runs, their logs, its events and files, and operates on it', async () => {
    const { client, asUser } = backend;
    const ref = refOf('watched');
    const created = await client.applyRequest(database('watched'), asUser);
    await client.waitForRequest(
      ref,
      { until: 'written', generation: created.generation },
      asUser,
    );
    const runs = await client.listRuns(ref, asUser);
    expect(runs.items.map(({ pipeline, phase }) => [pipeline, phase])).toEqual([
      ['instance-configure', 'Succeeded'],
    ]);
    const [{ steps }] = runs.items;
    expect(steps.map(({ name, exitCode }) => [name, exitCode])).toEqual([
      ['reader', 0],
      [expect.any(String), 0],
      ['work-writer', 0],
      ['status-writer', 0],
    ]);
    const log = await client.readLog(ref, { step: steps[1].name }, asUser);
    expect(log.status).toBe(200);
    const events = await client.listEvents(ref, asUser);
    expect(events.items.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining(['PipelineStarted', 'ReconcileSucceeded']),
    );
    const [placement] = (await client.listFiles(ref, asUser)).items;
    expect(placement.destination).toBe('worker-1');
    expect(placement.files.map(({ content }) => content).join('')).toContain(
      'kind: Namespace',
    );
    await expect(client.diagnoseRequest(ref, asUser)).resolves.toEqual({
      items: [],
      notChecked: [],
    });

    await client.operateRequest(ref, 'pause', asUser);
    await eventually(async () => {
      const { state } = await client.getRequest(ref, asUser);
      expect(state.name).toBe('Paused');
    }, 20_000);
    await client.operateRequest(ref, 'resume', asUser);
    await eventually(async () => {
      const { state } = await client.getRequest(ref, asUser);
      expect(state.name).toBe('Ready');
    }, 30_000);
    await client.operateRequest(ref, 'reconcile', asUser);
    await eventually(async () => {
      const { items } = await client.listRuns(ref, asUser);
      expect(items.length).toBeGreaterThan(1);
      const { state, manifest } = await client.getRequest(ref, asUser);
      expect(state.name).toBe('Ready');
      expect(manifest.metadata.labels).not.toHaveProperty([
        'kratix.io/manual-reconciliation',
      ]);
    }, 30_000);
  });

  it('keeps how a step failed when the cluster has removed its Pod', async () => {
    const { client, asUser } = backend;
    const ref = { ...refOf('broken'), promise: 'faulty' };
    await eventually(() => {
      expect(backend.platform.isSynced('request', 'faulty')).toBe(true);
    }, 30_000);
    await client.applyRequest(
      {
        platform: 'local',
        promise: 'faulty',
        manifest: {
          metadata: { name: 'broken' },
          spec: { behaviour: 'fail' },
        },
      },
      asUser,
    );
    await eventually(async () => {
      const { state } = await client.getRequest(ref, asUser);
      expect(state.name).toBe('Failed');
      const request = backend.platform.request(ref);
      const pods = request && (await backend.platform.reads.podsOf(request));
      expect(pods?.map(({ pipeline }) => pipeline)).toEqual(['prepare']);
    }, 60_000);
    const { items } = await client.diagnoseRequest(ref, asUser);
    expect(items).toMatchObject([
      {
        code: 'stepFailed',
        values: { step: 'behave', pipeline: 'behave', exitCode: '3' },
        log: expect.arrayContaining([
          'error: the inventory refused the request: quota exceeded',
        ]),
      },
    ]);
  });

  it('takes a request from its creation to its files, a change, and its end', async () => {
    const { client, asUser } = backend;
    const created = await client.applyRequest(database('orders'), asUser);
    expect(created).toMatchObject({ operation: 'created', generation: 1 });
    const written = await client.waitForRequest(
      refOf('orders'),
      {
        until: 'written',
        generation: created.generation,
        resourceVersion: created.resourceVersion,
      },
      asUser,
    );
    expect(written).toMatchObject({
      reached: true,
      request: {
        state: { name: 'Ready' },
        placements: [{ written: true, files: expect.any(Array) }],
      },
    });
    // Its version can be chosen once the watch has told of its binding.
    await eventually(async () => {
      const { allowedActions } = await client.getRequest(
        refOf('orders'),
        asUser,
      );
      expect(allowedActions).toEqual([
        'update',
        'delete',
        'reconcile',
        'readLogs',
        'chooseVersion',
      ]);
    }, 60_000);
    // The version that the API fills in is nothing that the manifest takes away.
    await expect(
      client.applyRequest(database('orders'), asUser),
    ).resolves.toMatchObject({ operation: 'unchanged', generation: 1 });

    const changed = await client.applyRequest(
      database('orders', { size: 'large' }),
      asUser,
    );
    expect(changed).toMatchObject({ operation: 'updated', generation: 2 });
    const rewritten = await client.waitForRequest(
      refOf('orders'),
      {
        until: 'written',
        generation: changed.generation,
        resourceVersion: changed.resourceVersion,
      },
      asUser,
    );
    expect(rewritten.reached).toBe(true);
    // The commit is told once the watch has it.
    await eventually(async () => {
      const { items } = await client.listFiles(refOf('orders'), asUser);
      expect(items).toMatchObject([
        {
          comparedWith: expect.stringMatching(/^[0-9a-f]{40}$/),
          files: [
            {
              path: 'database.yaml',
              change: 'changed',
              before: { content: expect.stringContaining('size: small') },
              content: expect.stringContaining('size: large'),
            },
            { path: 'namespace.yaml', change: 'unchanged' },
          ],
        },
      ]);
    }, 60_000);

    await client.deleteRequest(refOf('orders'), asUser);
    await expect(
      client.waitForRequest(refOf('orders'), { until: 'deleted' }, asUser),
    ).resolves.toMatchObject({ reached: true });
  });

  it.each([
    ['an unknown field', { colour: 'red' }, /spec\.colour/],
    ['a value that the schema refuses', { size: 'huge' }, /spec\.size/],
    [
      'what a rule refuses',
      { environment: 'prod' },
      /production database needs size medium or large/,
    ],
  ])('refuses %s, also in a dry run', async (_, spec, message) => {
    const { client, asUser } = backend;
    for (const dryRun of [false, true]) {
      await expect(
        client.applyRequest(database('bad', spec, { dryRun }), asUser),
      ).rejects.toMatchObject({
        statusCode: 400,
        body: { error: { message: expect.stringMatching(message) } },
      });
    }
    await expect(client.getRequest(refOf('bad'), asUser)).rejects.toMatchObject(
      { statusCode: 404 },
    );
  });

  it('changes a request while Kratix is at work on it', async () => {
    const { client, asUser } = backend;
    await client.applyRequest(database('busy'), asUser);
    const sizes = ['medium', 'large', 'small', 'medium', 'large', 'small'];
    for (const size of sizes) {
      await expect(
        client.applyRequest(database('busy', { size }), asUser),
      ).resolves.toMatchObject({ operation: 'updated' });
    }
    const { manifest } = await client.getRequest(refOf('busy'), asUser);
    expect(manifest).toMatchObject({
      metadata: { generation: sizes.length + 1 },
      spec: { size: 'small' },
    });
  });
});
