import { KubeObject } from '../kube';
import { JsonObject, isJsonObject } from './json';
import { resourceTypes } from './resourceTypes';
import { TestPlatform } from './testing/TestPlatform';
import { pipeline, redisPromise } from './testing/promises';
import { install } from './testing/requests';

jest.setTimeout(60_000);

/** The Promise with another value at a path, or without it. */
function changed(
  promise: KubeObject,
  path: string,
  value: unknown,
): KubeObject {
  const copy = structuredClone(promise);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let target: JsonObject = copy;
  for (const key of keys) {
    const next = Array.isArray(target[key]) ? target[key][0] : target[key];
    if (!isJsonObject(next)) {
      throw new Error(`${path} does not exist`);
    }
    target = next;
  }
  if (value === undefined) {
    delete target[last];
  } else {
    target[last] = value;
  }
  return copy;
}

describe('admission', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.create('');
    await platform.addDestination('worker', { labels: {} });
    await install(platform, redisPromise({ name: 'installed' }));
  });

  afterAll(async () => {
    await platform.dispose();
  });

  it.each<[string, string, unknown, RegExp]>([
    [
      'a cluster-scoped API',
      'spec.api.spec.scope',
      'Cluster',
      /promise api needs to be namespace scoped; spec\.api\.spec\.scope cannot be: Cluster/,
    ],
    [
      'an API that is not a valid CRD',
      'spec.api.metadata.name',
      'wrong.marketplace.kratix.io',
      /invalid CRD: .*metadata\.name/,
    ],
    [
      'an API that is something else',
      'spec.api.kind',
      'ConfigMap',
      /spec\.api is not a CustomResourceDefinition: kind/,
    ],
    [
      'pipelines that share a name',
      'spec.workflows.resource.configure',
      [pipeline('a'), pipeline('a')],
      /duplicate pipeline name "a" in workflow "resource" action "configure"/,
    ],
    [
      'a pipeline with too long a name',
      'spec.workflows.resource.configure',
      [pipeline('a'.repeat(50))],
      /is too long\. The name is used when generating resources/,
    ],
    [
      'a pipeline with an unknown field',
      'spec.workflows.resource.configure.spec.image',
      'x',
      /Unrecognized key\(s\) in object: 'image'/,
    ],
    [
      'an interval below a minute',
      'spec.workflows.config',
      { reconciliationInterval: '30s' },
      /reconciliationInterval: Invalid value: "30s": must be at least 1m0s/,
    ],
  ])('refuses %s', async (_what, path, value, message) => {
    await expect(
      platform.client.create(
        resourceTypes.promises,
        changed(redisPromise({}), path, value),
      ),
    ).rejects.toThrow(message);
  });

  it('refuses changes of what a Promise is', async () => {
    const promise = await platform.get(resourceTypes.promises, 'installed');
    const update = (path: string, value: unknown) =>
      platform.client.update(
        resourceTypes.promises,
        changed(promise, path, value),
      );
    await expect(update('spec.api.spec.names.kind', 'Other')).rejects.toThrow(
      /\* spec\.api\.spec\.names: .*field is immutable/,
    );
    await expect(update('spec.api', undefined)).rejects.toThrow(
      /admission webhook "vpromise\.kb\.io" denied the request: cannot remove API from existing promise/,
    );
  });

  it('refuses a second Destination at a path', async () => {
    await expect(
      platform.client.create(resourceTypes.destinations, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'Destination',
        metadata: { name: 'again' },
        spec: {
          path: 'worker',
          stateStoreRef: { kind: 'GitStateStore', name: 'worker' },
        },
      }),
    ).rejects.toThrow(
      /destination path 'worker' already exists for state store 'worker'/,
    );
    await expect(
      platform.client.mergePatch(
        resourceTypes.destinations,
        'worker',
        undefined,
        { spec: { filepath: { mode: 'none' } } },
      ),
    ).rejects.toThrow(/filepath\.mode is immutable/);
  });

  it('refuses what it does not support, with the way out', async () => {
    await expect(
      platform.client.create(resourceTypes.bucketStateStores, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'BucketStateStore',
        metadata: { name: 'bucket' },
        spec: { bucketName: 'b', endpoint: 'e' },
      }),
    ).rejects.toThrow(/does not support BucketStateStore; use a GitStateStore/);
  });
});
