import { labels } from './constants';
import { findCondition } from './conditions';
import { finalizersOf, statusOf } from './model/objects';
import { resourceTypes } from './resourceTypes';
import { TestPlatform } from './testing/TestPlatform';
import { eventually } from './testing/eventually';
import {
  pipeline,
  redis,
  redisPromise,
  redisRequest,
} from './testing/promises';

jest.setTimeout(60_000);

const STEP = `
const size = /size: (\\S+)/.exec(object)?.[1];
const name = process.env.KRATIX_OBJECT_NAME;
if (process.env.KRATIX_WORKFLOW_ACTION === 'configure') {
  write('output/instance.yaml', 'name: ' + name + '\\nsize: ' + size + '\\n');
  write('output/backstage/' + name + '.yaml', 'kind: Group\\n');
  if (size === 'large') write('output/extra.yaml', 'extra: true\\n');
  write('metadata/destination-selectors.yaml', '- directory: backstage\\n  matchLabels:\\n    environment: backstage\\n');
  write('metadata/status.yaml', 'message: ' + size + ' is ready\\nendpoint: redis://' + name + '\\n');
}
console.log('step of', name);
`;

async function isReady(platform: TestPlatform, name = 'example') {
  const request = await platform.get(redis, name, 'default');
  expect(findCondition(statusOf(request), 'Reconciled')?.status).toBe('True');
  expect(statusOf(request).observedGeneration).toBe(
    request.metadata.generation,
  );
  return request;
}

describe('a Promise and its requests', () => {
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await TestPlatform.create(STEP);
    await platform.addDestination('worker', {
      labels: { environment: 'dev' },
      initWorkloads: true,
    });
    await platform.addDestination('catalog', {
      labels: { environment: 'backstage' },
      mode: 'none',
      strict: true,
    });
  });

  afterEach(async () => {
    await platform.dispose();
  });

  it('go through their whole life', async () => {
    const { client } = platform;
    await client.create(
      resourceTypes.promises,
      redisPromise({ labels: { [labels.promiseVersion]: 'v0.1.0' } }),
    );
    const promise = await eventually(async () => {
      const found = await platform.get(resourceTypes.promises, 'redis');
      expect(statusOf(found).status).toBe('Available');
      return found;
    });
    expect(statusOf(promise)).toMatchObject({
      kind: 'redis',
      apiVersion: 'marketplace.kratix.io/v1alpha1',
      version: 'v0.1.0',
      workflows: 0,
    });
    const revision = await platform.get(
      resourceTypes.promiseRevisions,
      'redis-77ba1',
    );
    expect(statusOf(revision).latest).toBe(true);

    await client.create(redis, redisRequest('example'));
    const request = await eventually(() => isReady(platform));
    expect(statusOf(request)).toMatchObject({
      message: 'small is ready',
      endpoint: 'redis://example',
      workflows: 1,
      workflowsSucceeded: 1,
      workflowsFailed: 0,
      promiseVersion: 'v0.1.0',
      resourceBindingVersion: 'latest',
      kratix: {
        workflows: {
          pipelines: [{ name: 'instance-configure', phase: 'Succeeded' }],
        },
      },
    });
    expect([...finalizersOf(request)].sort()).toEqual([
      'kratix.io/delete-workflows',
      'kratix.io/resource-binding-cleanup',
      'kratix.io/work-cleanup',
      'kratix.io/workflows-cleanup',
    ]);
    const binding = await platform.get(
      resourceTypes.resourceBindings,
      'example-redis-e7f90',
      'default',
    );
    await eventually(async () => {
      const bound = await platform.get(
        resourceTypes.resourceBindings,
        binding.metadata.name,
        'default',
      );
      expect(statusOf(bound)).toEqual({ lastAppliedVersion: 'v0.1.0' });
    });

    await eventually(async () => {
      expect(await platform.files('worker')).toEqual([
        'worker/dependencies/kratix-canary-namespace.yaml',
        'worker/resources/default/redis/example/instance-configure/5058f/instance.yaml',
        'worker/resources/kratix-canary-configmap.yaml',
      ]);
      const catalog = await platform.files('catalog');
      expect(catalog).toHaveLength(2);
      expect(catalog).toContain('catalog/backstage/example.yaml');
      expect(catalog[0]).toMatch(
        /^catalog\/\.kratix\/default-redis-example-instance-configure-[0-9a-f]{5}\.catalog-5cfaf\.yaml$/,
      );
    });
    const [work] = await client.list(resourceTypes.works);
    expect(work.metadata.name).toMatch(
      /^redis-example-instance-configure-[0-9a-f]{5}$/,
    );
    const placementName = `${work.metadata.name}.worker-5058f`;
    expect(await platform.commits('worker')).toEqual([
      'Update from: kratix-canary|kratix|',
      `Update from: ${placementName}|kratix|`,
    ]);
    await eventually(async () => {
      const placement = await platform.get(
        resourceTypes.workPlacements,
        placementName,
        'default',
      );
      expect(findCondition(statusOf(placement), 'Ready')?.reason).toBe(
        'WorkloadsWrittenToTargetDestination',
      );
      expect(statusOf(placement).versionID).toBe(await platform.head('worker'));
    });
    expect(
      await platform.file('catalog', (await platform.files('catalog'))[0]),
    ).toBe('files:\n  - catalog/backstage/example.yaml\n');

    await client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'large' },
    });
    await eventually(async () => {
      const updated = await isReady(platform);
      expect(statusOf(updated).message).toBe('large is ready');
      expect(await platform.files('worker')).toContain(
        'worker/resources/default/redis/example/instance-configure/5058f/extra.yaml',
      );
    });
    await client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'tiny' },
    });
    await eventually(async () => {
      expect(await platform.files('worker')).not.toContain(
        'worker/resources/default/redis/example/instance-configure/5058f/extra.yaml',
      );
    });
    await eventually(() => isReady(platform));
    expect(
      await platform.file(
        'worker',
        'worker/resources/default/redis/example/instance-configure/5058f/instance.yaml',
      ),
    ).toBe('name: example\nsize: tiny\n');
    // The catalog's file never changed, so nothing was committed for it again.
    expect(await platform.commits('catalog')).toHaveLength(1);

    await client.delete(redis, 'example', 'default');
    await eventually(async () => {
      expect(await client.get(redis, 'example', 'default')).toBeUndefined();
      expect(await platform.files('catalog')).toEqual([]);
      expect(await platform.files('worker')).toHaveLength(2);
    });
    expect(await platform.commits('worker')).toHaveLength(5);
    expect((await platform.commits('worker'))[4]).toBe(
      `Delete from: ${placementName}|kratix|`,
    );
    for (const type of [
      resourceTypes.works,
      resourceTypes.workPlacements,
      resourceTypes.jobs,
      resourceTypes.resourceBindings,
    ]) {
      await eventually(async () => expect(await client.list(type)).toEqual([]));
    }
    expect(platform.warnings).toEqual([]);
    expect(platform.problems).toEqual([]);
  });

  it('tells what happens in events', async () => {
    const { client } = platform;
    await client.create(resourceTypes.promises, redisPromise({}));
    await eventually(async () => {
      await client.create(redis, redisRequest('example'));
    });
    const request = await eventually(() => isReady(platform));
    await eventually(async () => {
      expect(await platform.events(request)).toEqual(
        expect.arrayContaining([
          'Normal ReconcileStarted: reconciling resource request with promise revision redis-5a7f3',
          'Normal BindingCreated: Binding example-redis-e7f90 created for promise redis version latest',
          'Normal PipelineStarted: Configure Pipeline started: instance-configure',
          'Normal WorksSucceeded: All works associated with this resource are ready',
          'Normal ReconcileSucceeded: Successfully reconciled',
          'Normal ReconcileSucceeded: Resource request reconciled with promise redis version not-set',
        ]),
      );
    });
    const promise = await platform.get(resourceTypes.promises, 'redis');
    expect(await platform.events(promise)).toEqual(
      expect.arrayContaining([
        'Normal RevisionCreated: Revision redis-5a7f3 created',
        'Normal Available: Promise is available',
      ]),
    );
  });

  it('runs pipelines one after another, each with its own Work', async () => {
    const { client } = platform;
    await client.create(
      resourceTypes.promises,
      redisPromise({
        resource: { configure: [pipeline('first'), pipeline('second')] },
      }),
    );
    await eventually(async () => {
      await client.create(redis, redisRequest('example'));
    });
    const request = await eventually(() => isReady(platform));
    expect(statusOf(request)).toMatchObject({
      workflows: 2,
      workflowsSucceeded: 2,
    });
    const jobs = await client.list(resourceTypes.jobs);
    expect(
      jobs
        .sort((a, b) =>
          (a.metadata.creationTimestamp ?? '') <
          (b.metadata.creationTimestamp ?? '')
            ? -1
            : 1,
        )
        .map(job => job.metadata.labels?.[labels.pipelineName]),
    ).toEqual(['first', 'second']);
    expect(await client.list(resourceTypes.works)).toHaveLength(2);
  });
});
