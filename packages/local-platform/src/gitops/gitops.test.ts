import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitStateStoreAddress, GitStateStoreWriter } from '../git';
import { ResourceType } from '../kube';
import { LocalPlatform, startLocalPlatform } from '../startLocalPlatform';
import { thing, writePromise } from '../testing/promiseDirectory';
import { until } from '../testing/until';
import { KUSTOMIZATIONS } from './fluxTypes';

const THINGS: ResourceType = {
  group: 'test.example.com',
  version: 'v1',
  resource: 'things',
};
const CONFIG_MAPS = { group: '', version: 'v1', resource: 'configmaps' };
const SECRETS = { group: '', version: 'v1', resource: 'secrets' };

jest.setTimeout(120_000);

describe('the GitOps agent', () => {
  let root: string;
  let platform: LocalPlatform;
  let writer: GitStateStoreWriter;
  let store: GitStateStoreAddress;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'gitops-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 20,
      promises: [await writePromise(path.join(root, 'promises'), '')],
    });
    writer = new GitStateStoreWriter({ directory: path.join(root, 'mirrors') });
    store = {
      url: `${platform.gitUrl}/infrastructure.git`,
      branch: 'main',
      credentials: {
        method: 'basicAuth',
        username: 'kratix',
        password: platform.token,
      },
      author: { name: 'a person', email: 'person@example.com' },
    };
    await until('the API of the Promise', () =>
      platform.client.list(THINGS).catch(() => undefined),
    );
  });
  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  const push = (directory: string, files: Record<string, unknown>) =>
    writer.write(store, {
      message: 'A commit',
      removeDirs: [directory],
      files: Object.entries(files).map(([name, content]) => ({
        path: `${directory}/${name}`,
        content: Buffer.from(
          typeof content === 'string' ? content : JSON.stringify(content),
        ),
      })),
    });

  const configMap = (name: string, data: object = {}, metadata = {}) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', ...metadata },
    data,
  });

  /** A Kustomization of its own for a directory, so that tests do not meet. */
  const kustomization = async (name: string) => {
    await platform.client.create(KUSTOMIZATIONS, {
      apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
      kind: 'Kustomization',
      metadata: { name, namespace: 'flux-system' },
      spec: {
        interval: '1s',
        path: `./${name}`,
        prune: true,
        sourceRef: { kind: 'GitRepository', name: 'kratix' },
      },
    });
    return (what: string, matches: (text: string) => boolean) =>
      until(what, async () => {
        const object = await platform.client.get(
          KUSTOMIZATIONS,
          name,
          'flux-system',
        );
        return matches(JSON.stringify(object?.status ?? {})) && object;
      });
  };

  const applied = (name: string) =>
    platform.client.get(CONFIG_MAPS, name, 'default');

  it('applies the platform\u2019s own Destination, and shows it as Flux does', async () => {
    const { client } = platform;
    await push('platform/resources/mine', { 'thing.yaml': thing('committed') });
    const request = await until('the request', () =>
      client.get(THINGS, 'committed', 'default'),
    );
    expect(request.metadata.labels).toMatchObject({
      'kustomize.toolkit.fluxcd.io/name': 'kratix-platform-resources',
      'kustomize.toolkit.fluxcd.io/namespace': 'flux-system',
    });
    const object = await until('the Kustomization', async () => {
      const one = await client.get(
        KUSTOMIZATIONS,
        'kratix-platform-resources',
        'flux-system',
      );
      return JSON.stringify(one?.status ?? {}).includes('_committed_') && one;
    });
    const { sha } = await push('other', { 'readme.txt': 'nothing' });
    await until('the newest commit to be the applied one', async () => {
      const one = await client.get(
        KUSTOMIZATIONS,
        'kratix-platform-resources',
        'flux-system',
      );
      return JSON.stringify(one?.status).includes(
        `"lastAppliedRevision":"main@sha1:${sha}"`,
      );
    });
    expect(object.status).toMatchObject({
      inventory: {
        entries: expect.arrayContaining([
          { id: 'default_committed_test.example.com_Thing', v: 'v1' },
          {
            id: 'kratix-worker-system_kratix-info__ConfigMap',
            v: 'v1',
          },
        ]),
      },
      conditions: [
        {
          type: 'Ready',
          status: 'True',
          reason: 'ReconciliationSucceeded',
          message: expect.stringMatching(
            /^Applied revision: main@sha1:[0-9a-f]{40}$/,
          ),
        },
      ],
    });
    await push('platform/resources/mine', {});
    await until(
      'the request to go',
      async () => !(await client.get(THINGS, 'committed', 'default')),
    );
  });

  it('puts back what was changed, leaves what others added, and prunes what left the repository and nothing else', async () => {
    const { client } = platform;
    await push('drift', {
      'a.yaml': configMap('drift-a', { ours: 'one' }),
      'b.yaml': configMap('drift-b'),
      'kept.yaml': configMap(
        'drift-kept',
        {},
        {
          annotations: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' },
        },
      ),
    });
    const becomes = await kustomization('drift');
    await becomes('everything applied', text => text.includes('drift-kept'));
    await client.mergePatch(CONFIG_MAPS, 'drift-a', 'default', {
      data: { ours: 'changed', theirs: 'two' },
    });
    await until('the change to be put back', async () => {
      const data = JSON.stringify((await applied('drift-a'))?.data);
      return data === '{"ours":"one","theirs":"two"}';
    });
    await push('drift', { 'a.yaml': configMap('drift-a', { ours: 'one' }) });
    await until(
      'the second to be pruned',
      async () => !(await applied('drift-b')),
    );
    expect(await applied('drift-kept')).toBeDefined();
    await client.delete(KUSTOMIZATIONS, 'drift', 'flux-system');
    await until(
      'the first to be pruned',
      async () => !(await applied('drift-a')),
    );
  });

  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'stolen', namespace: 'default' },
    stringData: { a: 'b' },
  };
  const bad: [string, unknown, RegExp][] = [
    ['broken', 'kind: [', /"message":"broken\.yaml: /],
    ['no-object', 'just text', /broken\.yaml: it is no Kubernetes object/],
    [
      'refused',
      { ...configMap('Not_A_Name') },
      /"message":"ConfigMap\/default\/Not_A_Name dry-run failed: .*invalid/i,
    ],
    ['unknown', { ...thing('x'), kind: 'Nothing' }, /there is no Nothing/],
    ['secret', secret, /"message":"Secret\/default\/stolen is not applied/],
    [
      'system',
      configMap('x', {}, { namespace: 'kratix-platform-system' }),
      /the namespace kratix-platform-system belongs to the platform itself/,
    ],
  ];
  it('fails a Kustomization with one bad manifest, says why, applies none of it, and goes on with the others', async () => {
    for (const [name, manifest] of bad) {
      await push(name, {
        'a.yaml': configMap(`${name}-good`),
        'broken.yaml': manifest,
      });
    }
    for (const [name, , message] of bad) {
      const becomes = await kustomization(name);
      await becomes(
        `${name} to fail`,
        text =>
          /"reason":"(BuildFailed|ReconciliationFailed)"/.test(text) &&
          message.test(text),
      );
      expect(await applied(`${name}-good`)).toBeUndefined();
    }
    expect(await platform.client.get(SECRETS, 'stolen', 'default')).toBe(
      undefined,
    );
    await push('good', { 'a.yaml': configMap('good-a') });
    const becomes = await kustomization('good');
    await becomes('the good one', text => text.includes('"status":"True"'));
    await push('broken', { 'a.yaml': configMap('broken-good') });
    await until('what was mended', () => applied('broken-good'));
  });

  it('says that a repository or a path is missing', async () => {
    const becomes = await kustomization('nowhere');
    await becomes('the path to be missed', text =>
      text.includes('kustomization path not found: there is no nowhere'),
    );
  });
});
