import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { KubeObject, ResourceType } from './kube';
import { LocalPlatform, startLocalPlatform } from './startLocalPlatform';
import { until } from './testing/until';

const example = path.resolve(__dirname, '../../../examples/faulty');
const FAULTIES: ResourceType = {
  group: 'demo.kratix-backstage.io',
  version: 'v1alpha1',
  resource: 'faulties',
};
const PROMISES: ResourceType = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'promises',
};

jest.setTimeout(60_000);

describe('the Promise in examples/faulty', () => {
  let root: string;
  let platform: LocalPlatform;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'faulty-'));
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 10,
    });
  });
  afterAll(async () => {
    await platform.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  it('goes wrong in each way, as asked, and recovers', async () => {
    const { client } = platform;
    const read = (name: string) =>
      fs.readFile(path.join(example, name), 'utf8');
    await client.create(PROMISES, parse(await read('promise.yaml')));
    await until('the API of the Promise', () =>
      client.list(FAULTIES).catch(() => undefined),
    );
    const requests: KubeObject[] = parseAllDocuments(
      await read('requests.yaml'),
    ).map(document => document.toJS());
    const behaviours = requests.map(({ metadata }) => metadata.name);
    const offered: string[] = parse(await read('promise.yaml')).spec.api.spec
      .versions[0].schema.openAPIV3Schema.properties.spec.properties.behaviour
      .enum;
    expect([...behaviours].sort()).toEqual([...offered].sort());
    for (const request of requests) {
      if (request.metadata.name !== 'slow') {
        await client.create(FAULTIES, request);
      }
    }
    const becomes = (name: string, part: string) =>
      until(`${name} to say ${part}`, async () =>
        JSON.stringify(
          (await client.get(FAULTIES, name, 'default'))?.status ?? {},
        ).includes(part),
      );
    await becomes('none', '"reason":"Reconciled"');
    await becomes('fail', 'A Configure Pipeline has failed: behave');
    await becomes('suspend', 'Waiting for approval by the platform team');
    await becomes('retry', '"nextRetryAt"');
    await becomes('nowhere', '"reason":"WorksPending"');
    await client.mergePatch(FAULTIES, 'fail', 'default', {
      spec: { behaviour: 'none' },
    });
    await becomes('fail', '"reason":"Reconciled"');
  });
});
