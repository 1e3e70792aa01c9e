import { promises as fs } from 'node:fs';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { KubeConfig, Watch } from '@kubernetes/client-node';
import {
  startApiServer,
  TestApiServer,
} from '../apiserver/testing/startApiServer';
import { paths } from '../apiserver/testing/paths';
import { waitFor } from '../apiserver/testing/waitFor';
import type { ResourceType } from '../kube';
import { LocalPlatform, startLocalPlatform } from '../startLocalPlatform';
import { thing, writePromise } from '../testing/promiseDirectory';
import { until } from '../testing/until';

const url = '/local-platform/faults';

describe('faults of the API', () => {
  let server: TestApiServer;
  beforeEach(async () => {
    server = await startApiServer();
  });
  afterEach(() => server.stop());

  const add = (fault: object) => server.call('POST', url, fault);
  const get = (path_ = paths.configMaps) => server.call('GET', path_);

  it('answers as it was told, as often as it was told', async () => {
    await add({
      fault: 'answer',
      status: 429,
      retryAfterSeconds: 3,
      times: 2,
      verbs: ['list'],
      resource: 'configmaps',
    });
    expect(await get(paths.crds)).toMatchObject({ status: 200 });
    expect(await get(`${paths.configMaps}/none`)).toMatchObject({
      status: 404,
    });
    const refused = {
      status: 429,
      headers: { 'retry-after': '3' },
      body: { reason: 'TooManyRequests', details: { retryAfterSeconds: 3 } },
    };
    expect(await get()).toMatchObject(refused);
    expect(await get()).toMatchObject(refused);
    expect(await get()).toMatchObject({ status: 200 });
    expect(await get(url)).toMatchObject({ body: { items: [] } });
  });

  it('is listed and taken away, one or all', async () => {
    const { body } = await add({ fault: 'answer', status: 503 });
    await add({ fault: 'delay', milliseconds: 50 });
    const { id } = Object(body);
    expect(await get(url)).toMatchObject({
      status: 200,
      body: {
        items: [
          { id, fault: 'answer', status: 503, struck: 0 },
          { fault: 'delay', milliseconds: 50 },
        ],
      },
    });
    expect(await get()).toMatchObject({ status: 503 });
    await server.call('DELETE', `${url}/${id}`);
    expect(await get()).toMatchObject({ status: 200 });
    await server.call('DELETE', url);
    expect(await get(url)).toMatchObject({ body: { items: [] } });
    expect(await server.call('DELETE', `${url}/none`)).toMatchObject({
      status: 404,
    });
  });

  it('cuts watches, and lets them be made again', async () => {
    const config = new KubeConfig();
    config.loadFromString(server.kubeconfig('local'));
    const seen: string[] = [];
    let ended = 0;
    const watch = () =>
      new Watch(config).watch(
        paths.configMaps,
        {},
        (phase, object) => seen.push(`${phase} ${object.metadata.name}`),
        () => ended++,
      );
    await watch();
    await server.call('POST', paths.configMaps, { metadata: { name: 'a' } });
    await waitFor(() => seen.length === 1);
    await add({ fault: 'cut-watches', resource: 'secrets' });
    await server.call('POST', paths.configMaps, { metadata: { name: 'b' } });
    await waitFor(() => seen.length === 2);
    expect(ended).toBe(0);
    await add({ fault: 'cut-watches' });
    await waitFor(() => ended === 1);
    const again = await watch();
    await waitFor(() => seen.length === 4);
    again.abort();
  });

  it('is for whoever holds the token of the platform alone', async () => {
    const body = { fault: 'answer', status: 503 };
    for (const [header, value] of [
      ['authorization', 'Bearer another'],
      ['impersonate-user', 'ada'],
    ]) {
      const { status } = await server.call('POST', url, body, {
        [header]: value,
      });
      expect([401, 403]).toContain(status);
    }
    expect(await get(url)).toMatchObject({ body: { items: [] } });
  });

  it.each([
    [{ fault: 'burn' }, 'fault'],
    [{ fault: 'answer', status: 200 }, 'status'],
    [{ fault: 'delay' }, 'milliseconds'],
    [{ fault: 'delay', milliseconds: 1, resouce: 'teams' }, 'resouce'],
    ['nonsense', 'JSON'],
  ])('refuses %j', async (body, named) => {
    expect(await server.call('POST', url, body)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining(named) },
    });
  });
});

jest.setTimeout(60_000);

describe('faults of a whole platform', () => {
  const THINGS: ResourceType = {
    group: 'test.example.com',
    version: 'v1',
    resource: 'things',
  };
  const PLACEMENTS: ResourceType = {
    group: 'platform.kratix.io',
    version: 'v1alpha1',
    resource: 'workplacements',
  };
  let root: string;
  let platform: LocalPlatform;

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'faults-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 20,
      promises: [
        await writePromise(
          path.join(root, 'promises'),
          `fs.writeFileSync(root + '/output/result.txt', name);`,
        ),
      ],
      kratix: {
        delays: { fast: 100, default: 100, slow: 1_000, maxBackoff: 1_000 },
      },
    });
  });
  afterEach(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  const fault = async (...args: string[]) => {
    const child = spawn(process.execPath, [
      path.resolve(__dirname, '../../bin/kratix-local-platform'),
      'fault',
      ...args,
      ...['--data-dir', path.join(root, 'data')],
    ]);
    let printed = '';
    child.stdout.on('data', chunk => (printed += chunk));
    child.stderr.on('data', chunk => (printed += chunk));
    const [code] = await once(child, 'close');
    return { code, printed };
  };
  const placed = (reason: string) =>
    until(`a placement with ${reason}`, async () => {
      const placements = await platform.client.list(PLACEMENTS);
      return JSON.stringify(placements).includes(reason);
    });

  it.each([
    ['refuse-pushes', 'refused on purpose|403'],
    ['lose-repository', 'not found|lost on purpose'],
  ])(
    'keeps placements from being written by %s until it is cleared',
    async (name, message) => {
      await until('the API of the Promise', () =>
        platform.client.list(THINGS).catch(() => undefined),
      );
      expect(await fault(name, 'catalog')).toEqual({
        code: 0,
        printed: expect.stringMatching(/^\w{8} \S+; take it away with/),
      });
      await platform.client.create(THINGS, thing('a'));
      await placed('WorkloadsFailedWrite');
      const placements = await platform.client.list(PLACEMENTS);
      expect(JSON.stringify(placements)).toMatch(new RegExp(message));
      expect((await fault('list')).printed).toContain(name);
      expect(await fault('clear')).toMatchObject({ code: 0 });
      await placed('WorkloadsWrittenToTargetDestination');
      expect((await fault('answer', '200')).printed).toContain('status');
    },
  );
});
