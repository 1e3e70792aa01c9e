import { findCondition } from './conditions';
import { finalizers } from './constants';
import { labels } from './constants';
import { finalizersOf, hasFlag, statusOf } from './model/objects';
import { resourceTypes } from './resourceTypes';
import { TestPlatform } from './testing/TestPlatform';
import { eventually } from './testing/eventually';
import {
  pipeline,
  redis,
  redisPromise,
  redisRequest,
} from './testing/promises';
import { install, reconciled, requestWith } from './testing/requests';

jest.setTimeout(60_000);

const STEP = `
if (process.env.KRATIX_WORKFLOW_TYPE === 'promise') {
  write('output/versions.tf', 'terraform {}\\n');
  write('metadata/status.yaml', 'message: set up\\n');
} else {
  write('output/instance.yaml', 'version: ' + (process.env.STEP_VERSION ?? 'none') + '\\n');
}
`;
const promises = resourceTypes.promises;

describe('a Promise', () => {
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await TestPlatform.create(STEP);
    await platform.addDestination('worker', {
      labels: { environment: 'dev' },
    });
  });

  afterEach(async () => {
    await platform.dispose();
  });

  it('runs its own workflow before it can be requested, and writes to every matching Destination', async () => {
    await platform.addDestination('second', { labels: { environment: 'dev' } });
    await platform.client.create(
      promises,
      redisPromise({
        promise: { configure: [pipeline('promise-configure')] },
        dependencies: [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'b' } },
        ],
      }),
    );
    const promise = await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(findCondition(statusOf(found), 'Reconciled')?.status).toBe('True');
      return found;
    });
    expect(statusOf(promise)).toMatchObject({
      status: 'Available',
      message: 'set up',
      workflows: 1,
      workflowsSucceeded: 1,
      workflowsFailed: 0,
      kratix: {
        status: 'Available',
        workflows: {
          pipelines: [{ name: 'promise-configure', phase: 'Succeeded' }],
        },
      },
    });
    expect(
      findCondition(statusOf(promise), 'ConfigureWorkflowCompleted'),
    ).toMatchObject({ status: 'True', message: 'Pipelines completed' });
    const [job] = await platform.client.list(resourceTypes.jobs);
    expect(job.metadata.namespace).toBe('kratix-platform-system');
    expect(job.metadata.ownerReferences?.[0]).toMatchObject({
      kind: 'Promise',
      name: 'redis',
      controller: true,
    });
    await eventually(async () => {
      for (const repository of ['worker', 'second']) {
        expect(await platform.files(repository)).toEqual([
          `${repository}/dependencies/redis/5058f/static/redis-dependencies.yaml`,
          `${repository}/dependencies/redis/promise-configure/5058f/versions.tf`,
        ]);
      }
    });
    expect(
      await platform.file(
        'worker',
        'worker/dependencies/redis/5058f/static/redis-dependencies.yaml',
      ),
    ).toBe(
      [
        'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a\n',
        'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: b\n',
      ].join('---\n'),
    );

    await platform.addDestination('third', { labels: { environment: 'dev' } });
    await eventually(async () =>
      expect(await platform.files('third')).toHaveLength(2),
    );
  });

  it('is not available while its workflow fails', async () => {
    await platform.setStep('process.exit(1)');
    await platform.client.create(
      promises,
      redisPromise({ promise: { configure: [pipeline('setup')] } }),
    );
    const promise = await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(
        findCondition(statusOf(found), 'ConfigureWorkflowCompleted'),
      ).toMatchObject({ status: 'False', reason: 'ConfigureWorkflowFailed' });
      return found;
    });
    expect(statusOf(promise)).toMatchObject({
      status: 'Unavailable',
      workflowsFailed: 1,
    });
    expect(findCondition(statusOf(promise), 'Available')).toMatchObject({
      status: 'False',
      reason: 'PromiseUnavailable',
    });
    await platform.setStep(STEP);
    await platform.client.mergePatch(promises, 'redis', undefined, {
      metadata: { labels: { [labels.manualReconciliation]: 'true' } },
    });
    await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(statusOf(found).status).toBe('Available');
      expect(hasFlag(found, labels.manualReconciliation)).toBe(false);
    });
  });

  it('runs its requests again when its pipelines change, and updates their API', async () => {
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    const changed = redisPromise({
      resource: {
        configure: [pipeline('instance-configure', { STEP_VERSION: 'two' })],
      },
    });
    const spec = JSON.parse(
      JSON.stringify(changed.spec).replace(
        '"size":{',
        '"tier":{"type":"string","default":"gold"},"size":{',
      ),
    );
    await platform.client.mergePatch(promises, 'redis', undefined, { spec });
    await eventually(async () => {
      expect(
        await platform.file(
          'worker',
          'worker/resources/default/redis/example/instance-configure/5058f/instance.yaml',
        ),
      ).toBe('version: two\n');
    });
    await reconciled(platform);
    await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(statusOf(found)).toMatchObject({
        status: 'Available',
        observedGeneration: found.metadata.generation,
      });
    });
    await platform.client.create(redis, redisRequest('other'));
    const other = await platform.get(redis, 'other', 'default');
    expect(other.spec).toEqual({ size: 'small', tier: 'gold' });
    expect(
      await platform.client.list(resourceTypes.promiseRevisions),
    ).toHaveLength(1);
  });

  it('removes the Works of a pipeline that it no longer has', async () => {
    await install(
      platform,
      redisPromise({
        resource: { configure: [pipeline('first'), pipeline('second')] },
      }),
    );
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    await platform.client.mergePatch(promises, 'redis', undefined, {
      spec: { workflows: { resource: { configure: [pipeline('second')] } } },
    });
    await eventually(async () => {
      expect(await platform.files('worker')).toEqual([
        'worker/resources/default/redis/example/second/5058f/instance.yaml',
      ]);
    });
  });

  it('brings requests to its new version, unless they are pinned', async () => {
    const at = (version: string) =>
      redisPromise({
        labels: { [labels.promiseVersion]: version },
        resource: {
          configure: [
            pipeline('instance-configure', { STEP_VERSION: version }),
          ],
        },
      });
    await install(platform, at('v1'));
    await platform.client.create(redis, redisRequest('floating'));
    await platform.client.create(redis, redisRequest('pinned'));
    await reconciled(platform, 'floating');
    await reconciled(platform, 'pinned');
    const bindings = await platform.client.list(resourceTypes.resourceBindings);
    const pinned = bindings.find(item => item.metadata.name.startsWith('pin'));
    await platform.client.mergePatch(
      resourceTypes.resourceBindings,
      pinned?.metadata.name ?? '',
      'default',
      { spec: { version: 'v1' } },
    );
    const { metadata, spec } = at('v2');
    await platform.client.mergePatch(promises, 'redis', undefined, {
      metadata: { labels: metadata.labels },
      spec,
    });
    const file = (name: string) =>
      platform.file(
        'worker',
        `worker/resources/default/redis/${name}/instance-configure/5058f/instance.yaml`,
      );
    await eventually(async () => {
      expect(await file('floating')).toBe('version: v2\n');
      const request = await platform.get(redis, 'floating', 'default');
      expect(statusOf(request).promiseVersion).toBe('v2');
    });
    await eventually(async () => {
      const floating = (
        await platform.client.list(resourceTypes.resourceBindings)
      ).find(item => item.metadata.name.startsWith('floating'));
      expect(floating && statusOf(floating)).toMatchObject({
        lastAppliedVersion: 'v2',
        conditions: [{ type: 'UpgradeSucceeded', status: 'True' }],
      });
    });
    await reconciled(platform, 'pinned');
    expect(await file('pinned')).toBe('version: v1\n');
    const latest = (
      await platform.client.list(resourceTypes.promiseRevisions)
    ).filter(item => hasFlag(item, labels.latestRevision));
    expect(latest.map(item => Object(item.spec).version)).toEqual(['v2']);

    await platform.client.mergePatch(
      resourceTypes.resourceBindings,
      pinned?.metadata.name ?? '',
      'default',
      { spec: { version: 'v2' } },
    );
    await eventually(async () =>
      expect(await file('pinned')).toBe('version: v2\n'),
    );
  });

  it('holds its requests back while a Promise that it needs is missing', async () => {
    await platform.client.create(
      promises,
      redisPromise({ required: [{ name: 'postgres', version: '' }] }),
    );
    await eventually(async () => {
      await platform.client.create(redis, redisRequest('example'));
    });
    await requestWith(platform, 'PromiseAvailable', {
      status: 'False',
      reason: 'PromiseRequirementsNotInstalled',
    });
    const promise = await platform.get(promises, 'redis');
    expect(statusOf(promise)).toMatchObject({
      status: 'Unavailable',
      requiredPromises: [
        { name: 'postgres', version: '', state: 'Requirement not installed' },
      ],
    });
    await install(platform, redisPromise({ name: 'postgres' }));
    await reconciled(platform);
    await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(statusOf(found)).toMatchObject({
        status: 'Available',
        requiredPromises: [{ state: 'Requirement installed' }],
      });
    });
  });

  it('shows the worst health that is reported of a request, also before there is one', async () => {
    await install(platform, redisPromise({}));
    for (const state of ['ready', 'degraded']) {
      await platform.client.create(resourceTypes.healthRecords, {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'HealthRecord',
        metadata: { name: state, namespace: 'default' },
        data: {
          promiseRef: { name: 'redis' },
          resourceRef: { name: 'example', namespace: 'default' },
          state,
          lastRun: 1531958400,
        },
      });
    }
    await eventually(async () =>
      expect(
        (
          await platform.client.list(resourceTypes.healthRecords)
        ).map(({ metadata }) => metadata.finalizers),
      ).toEqual(Array(2).fill([finalizers.healthRecordCleanup])),
    );
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    const health = async () =>
      statusOf(await platform.get(redis, 'example', 'default')).healthStatus;
    await eventually(async () =>
      expect(await health()).toMatchObject({
        state: 'degraded',
        healthRecords: [
          { state: 'degraded', source: { name: 'degraded' } },
          { state: 'ready', lastRun: 1531958400 },
        ],
      }),
    );
    await platform.client.delete(
      resourceTypes.healthRecords,
      'degraded',
      'default',
    );
    await eventually(async () =>
      expect(await health()).toMatchObject({ state: 'ready' }),
    );
    await reconciled(platform);
  });

  it('pauses with all its requests', async () => {
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    await platform.client.mergePatch(promises, 'redis', undefined, {
      metadata: { labels: { [labels.paused]: 'true' } },
    });
    await requestWith(platform, 'Reconciled', {
      status: 'Unknown',
      message: 'Paused',
    });
    const paused = await platform.get(promises, 'redis');
    expect(statusOf(paused).status).toBe('Unavailable');
    expect(findCondition(statusOf(paused), 'Available')).toMatchObject({
      status: 'False',
      reason: 'PausedReconciliation',
      message: 'Paused',
    });
    await platform.client.mergePatch(promises, 'redis', undefined, {
      metadata: { labels: { [labels.paused]: null } },
    });
    await reconciled(platform);
    await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(statusOf(found).status).toBe('Available');
    });
  });

  it('goes with all that it made, step by step', async () => {
    await platform.client.create(
      promises,
      redisPromise({
        promise: {
          configure: [pipeline('setup')],
          delete: [pipeline('teardown')],
        },
        dependencies: [
          { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'a' } },
        ],
      }),
    );
    const promise = await eventually(async () => {
      const found = await platform.get(promises, 'redis');
      expect(statusOf(found).status).toBe('Available');
      return found;
    });
    expect([...finalizersOf(promise)].sort()).toEqual([
      'kratix.io/api-crd-cleanup',
      'kratix.io/delete-workflows',
      'kratix.io/dependencies-cleanup',
      'kratix.io/dynamic-controller-dependant-resources-cleanup',
      'kratix.io/resource-request-cleanup',
      'kratix.io/revision-cleanup',
      'kratix.io/workflows-cleanup',
    ]);
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(3),
    );
    const order: string[] = [];
    const stop = platform.client.watch(promises, {}, ({ object }) => {
      const left = finalizersOf(object);
      order.push(
        ...finalizersOf(promise).filter(
          item => !left.includes(item) && !order.includes(item),
        ),
      );
    });
    await platform.client.delete(promises, 'redis');
    await eventually(async () =>
      expect(await platform.client.get(promises, 'redis')).toBeUndefined(),
    );
    await eventually(async () =>
      expect(await platform.files('worker')).toEqual([]),
    );
    stop();
    expect(order.map(item => item.replace('kratix.io/', ''))).toEqual([
      'delete-workflows',
      'workflows-cleanup',
      'resource-request-cleanup',
      'revision-cleanup',
      'dynamic-controller-dependant-resources-cleanup',
      'dependencies-cleanup',
      'api-crd-cleanup',
    ]);
    await eventually(async () => {
      for (const type of [
        resourceTypes.works,
        resourceTypes.workPlacements,
        resourceTypes.jobs,
        resourceTypes.resourceBindings,
        resourceTypes.promiseRevisions,
        resourceTypes.clusterRoles,
        resourceTypes.roles,
      ]) {
        const left = await platform.client.list(type, {
          labelSelector: `${labels.promiseName}=redis`,
        });
        expect(left).toEqual([]);
      }
    });
    expect(
      await platform.client.get(
        resourceTypes.customResourceDefinitions,
        'redis.marketplace.kratix.io',
      ),
    ).toBeUndefined();
    // The same Promise can come back.
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
  });
});
