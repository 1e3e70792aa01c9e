import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { KubeObject, ResourceType } from './kube';
import { LocalPlatform, startLocalPlatform } from './startLocalPlatform';
import { until } from './testing/until';

const PROMISES = path.resolve(__dirname, '../../../promises');
const platformType = (resource: string): ResourceType => ({
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource,
});
const DATABASES = platformType('databases');
const ENVIRONMENTS = platformType('appenvironments');

jest.setTimeout(180_000);

describe('a compound Promise', () => {
  let root: string;
  let platform: LocalPlatform;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'compound-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 20,
      promises: ['app-environment', 'database'].map(name =>
        path.join(PROMISES, name),
      ),
    });
  });
  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  const ready = (type: ResourceType, name: string): Promise<KubeObject> =>
    until(`${name} to be reconciled`, async () => {
      const object = await platform.client
        .get(type, name, 'default')
        .catch(() => undefined);
      return (
        JSON.stringify(object?.status ?? {}).includes(
          '"reason":"Reconciled","message":"Reconciled"',
        ) && object
      );
    });

  it('makes a request of another Promise, which comes, becomes ready and goes with it', async () => {
    const { client } = platform;
    const example: KubeObject = parse(
      await fs.readFile(
        path.join(PROMISES, 'app-environment/example-request.yaml'),
        'utf8',
      ),
    );
    await until('the Promises', async () => {
      const promises = await client.list(platformType('promises'));
      return promises.every(one =>
        JSON.stringify(one.status ?? {}).includes('"status":"Available"'),
      );
    });
    await client.create(ENVIRONMENTS, example);
    await ready(ENVIRONMENTS, 'shop-dev');
    const part = await ready(DATABASES, 'payments-shop-dev-database');
    expect(part.metadata.labels).toMatchObject({
      'kratix.io/promise-name': 'database',
      'kratix.io/component-of-promise-name': 'app-environment',
      'kratix.io/parent-resource-name': 'shop-dev',
      'kustomize.toolkit.fluxcd.io/name': 'kratix-platform-resources',
    });
    await client.mergePatch(ENVIRONMENTS, 'shop-dev', 'default', {
      spec: { components: { database: false } },
    });
    await until(
      'the part to go',
      async () =>
        !(await client.get(DATABASES, 'payments-shop-dev-database', 'default')),
    );
    expect(await client.get(ENVIRONMENTS, 'shop-dev', 'default')).toBeDefined();
  });
});
