import { findCondition } from './conditions';
import { labels } from './constants';
import { labelsOf, statusOf } from './model/objects';
import { resourceTypes } from './resourceTypes';
import { TestPlatform } from './testing/TestPlatform';
import { eventually } from './testing/eventually';
import { redis, redisPromise, redisRequest } from './testing/promises';
import { install, reconciled, requestWith } from './testing/requests';

jest.setTimeout(60_000);

const GROUP = '5058f1af8388633f609cadb75a75dc9d';
const STEP = `
const size = /size: (\\S+)/.exec(object)?.[1];
write('output/instance.yaml', 'size: ' + size + '\\n');
if (size === 'large') write('output/more/extra.yaml', 'x: y\\n');
`;

describe('the files of a request', () => {
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await TestPlatform.create(STEP);
  });

  afterEach(async () => {
    await platform.dispose();
  });

  async function theWork() {
    const works = await platform.client.list(resourceTypes.works);
    expect(works).toHaveLength(1);
    return works[0];
  }

  async function thePlacement() {
    const placements = await platform.client.list(resourceTypes.workPlacements);
    expect(placements).toHaveLength(1);
    return placements[0];
  }

  it('wait for a Destination that matches', async () => {
    await platform.addDestination('other', { labels: { environment: 'prod' } });
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await requestWith(platform, 'WorksSucceeded', {
      status: 'Unknown',
      reason: 'WorksPending',
    });
    const work = await theWork();
    expect(statusOf(work)).toMatchObject({
      workPlacements: 1,
      workPlacementsCreated: 0,
    });
    expect(findCondition(statusOf(work), 'ScheduleSucceeded')).toMatchObject({
      status: 'False',
      reason: 'UnscheduledWorkloads',
      message: `No matching destination found for workloadGroups: [${GROUP}]`,
    });
    expect(await platform.events(work)).toEqual(
      expect.arrayContaining([
        `Normal NoMatchingDestination: waiting for a destination with labels for workloadGroup: ${GROUP}`,
        `Normal WaitingDestination: waiting for destination for workload group: [${GROUP}]`,
      ]),
    );

    await platform.addDestination('worker', { labels: { environment: 'dev' } });
    await reconciled(platform);
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(1),
    );
  });

  it('stay where they are when the Destination no longer matches', async () => {
    await platform.addDestination('worker', { labels: { environment: 'dev' } });
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    await platform.client.mergePatch(
      resourceTypes.destinations,
      'worker',
      undefined,
      { metadata: { labels: { environment: 'prod' } } },
    );
    const request = await requestWith(platform, 'WorksSucceeded', {
      status: 'False',
      reason: 'WorksMisplaced',
    });
    await requestWith(platform, 'Reconciled', {
      status: 'False',
      reason: 'WorksFailing',
      message: 'Failing',
    });
    const work = await theWork();
    expect(findCondition(statusOf(request), 'WorksSucceeded')?.message).toBe(
      `Some works associated with this resource are misplaced: [${work.metadata.name}]`,
    );
    expect(findCondition(statusOf(work), 'ScheduleSucceeded')).toMatchObject({
      reason: 'DestinationSelectorMismatch',
      message: `Target destination no longer matches destinationSelectors for workloadGroups: [${GROUP}]`,
    });
    const placement = await thePlacement();
    expect(labelsOf(placement)[labels.misplaced]).toBe('true');
    expect(findCondition(statusOf(placement), 'Ready')).toMatchObject({
      status: 'False',
      message: 'Misplaced',
    });

    await platform.client.mergePatch(redis, 'example', 'default', {
      spec: { size: 'large' },
    });
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(2),
    );
    await platform.client.mergePatch(
      resourceTypes.destinations,
      'worker',
      undefined,
      { metadata: { labels: { environment: 'dev' } } },
    );
    await reconciled(platform);
  });

  it('are misplaced also when they were never written', async () => {
    await platform.addDestination('worker', { labels: { environment: 'dev' } });
    await platform.client.delete(
      resourceTypes.secrets,
      'git-worker',
      'default',
    );
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await eventually(() => thePlacement());
    await platform.client.mergePatch(
      resourceTypes.destinations,
      'worker',
      undefined,
      { metadata: { labels: { environment: 'prod' } } },
    );
    await requestWith(platform, 'WorksSucceeded', {
      status: 'False',
      reason: 'WorksMisplaced',
    });
    const { conditions } = statusOf(await thePlacement());
    expect(conditions).not.toContainEqual(
      expect.objectContaining({ type: 'WriteSucceeded' }),
    );
  });

  it('are written once the repository can be reached again', async () => {
    await platform.addDestination('worker', { labels: { environment: 'dev' } });
    await install(platform, redisPromise({}));
    await eventually(async () =>
      expect(
        findCondition(
          statusOf(await platform.get(resourceTypes.destinations, 'worker')),
          'Ready',
        )?.status,
      ).toBe('True'),
    );
    await platform.stopGit();
    await platform.client.create(redis, redisRequest('example'));
    await requestWith(platform, 'WorksSucceeded', {
      status: 'False',
      reason: 'WorksFailing',
    });
    const placement = await thePlacement();
    expect(findCondition(statusOf(placement), 'WriteSucceeded')).toMatchObject({
      status: 'False',
      reason: 'WorkloadsFailedWrite',
    });
    expect(findCondition(statusOf(await theWork()), 'Ready')).toMatchObject({
      status: 'False',
      reason: 'WorkplacementsFailing',
      message: 'Failing',
    });

    await platform.startGit();
    await reconciled(platform);
    await eventually(async () => {
      expect(statusOf(await thePlacement()).versionID).toBe(
        await platform.head('worker'),
      );
    });
    expect(await platform.commits('worker')).toHaveLength(1);
  });

  it.each([
    ['nestedByMetadata', 2, 1],
    ['none', 3, 2],
    ['aggregatedYAML', 1, 1],
  ])(
    'leave the store when the request goes, in the mode %s',
    async (mode, large, small) => {
      await platform.addDestination('worker', {
        labels: { environment: 'dev' },
        mode,
      });
      await install(platform, redisPromise({}));
      await platform.client.create(
        redis,
        redisRequest('example', { size: 'large' }),
      );
      await reconciled(platform);
      await eventually(async () =>
        expect(await platform.files('worker')).toHaveLength(large),
      );
      await platform.client.mergePatch(redis, 'example', 'default', {
        spec: { size: 'small' },
      });
      await reconciled(platform);
      await eventually(async () => {
        expect(await platform.files('worker')).toHaveLength(small);
        expect(await platform.commits('worker')).toHaveLength(2);
      });
      await platform.client.delete(redis, 'example', 'default');
      await eventually(async () => {
        expect(await platform.files('worker')).toEqual([]);
        expect(
          await platform.client.list(resourceTypes.workPlacements),
        ).toEqual([]);
      });
    },
  );

  it('stay in the store when the Destination goes first, unless it cleans up', async () => {
    await platform.addDestination('worker', { labels: { environment: 'dev' } });
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(1),
    );
    await platform.client.delete(resourceTypes.destinations, 'worker');
    await platform.client.delete(redis, 'example', 'default');
    await eventually(async () =>
      expect(await platform.client.list(resourceTypes.workPlacements)).toEqual(
        [],
      ),
    );
    expect(await platform.files('worker')).toHaveLength(1);
  });

  it('go with a Destination that cleans up', async () => {
    await platform.addDestination('worker', {
      labels: { environment: 'dev' },
      initWorkloads: true,
    });
    await platform.client.mergePatch(
      resourceTypes.destinations,
      'worker',
      undefined,
      { spec: { cleanup: 'all' } },
    );
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(3),
    );
    await platform.client.delete(resourceTypes.destinations, 'worker');
    await eventually(async () => {
      expect(
        await platform.client.get(resourceTypes.destinations, 'worker'),
      ).toBeUndefined();
      expect(await platform.files('worker')).toEqual([]);
    });
  });
});

describe('a state store', () => {
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await TestPlatform.create(STEP);
  });

  afterEach(async () => {
    await platform.dispose();
  });

  async function storeWith(expected: { reason: string; status: string }) {
    return eventually(async () => {
      const store = await platform.get(resourceTypes.gitStateStores, 'worker');
      const ready = findCondition(statusOf(store), 'Ready');
      expect(ready).toMatchObject(expected);
      return ready;
    });
  }

  it('says that its Secret is missing, and is ready when it comes', async () => {
    await platform.addDestination('worker', { labels: {} });
    await storeWith({ status: 'True', reason: 'StateStoreReady' });
    const secret = await platform.get(
      resourceTypes.secrets,
      'git-worker',
      'default',
    );
    await platform.client.delete(
      resourceTypes.secrets,
      'git-worker',
      'default',
    );
    const missing = await storeWith({
      status: 'False',
      reason: 'SecretNotFound',
    });
    expect(missing?.message).toBe(
      'Secret git-worker not found in namespace default',
    );
    const { uid, resourceVersion, creationTimestamp, ...metadata } =
      secret.metadata;
    await platform.client.create(resourceTypes.secrets, {
      ...secret,
      metadata,
    });
    await storeWith({ status: 'True', reason: 'StateStoreReady' });
  });

  it('says that its repository does not exist, and its Destination with it', async () => {
    await platform.addDestination('worker', { labels: {} });
    const { url } = Object(
      (await platform.get(resourceTypes.gitStateStores, 'worker')).spec,
    );
    await platform.client.mergePatch(
      resourceTypes.gitStateStores,
      'worker',
      undefined,
      { spec: { url: url.replace('worker', 'nowhere') } },
    );
    const condition = await storeWith({
      status: 'False',
      reason: 'ErrorValidatingPermissions',
    });
    expect(condition?.message).toMatch(
      /^Error validating state store permissions: /,
    );
    await eventually(async () => {
      const destination = await platform.get(
        resourceTypes.destinations,
        'worker',
      );
      expect(findCondition(statusOf(destination), 'Ready')).toMatchObject({
        status: 'False',
        reason: 'StateStoreNotReady',
        message: 'GitStateStore/worker: not ready',
      });
    });
  });

  it('is refused with plain http anywhere but here', async () => {
    await platform.addDestination('worker', { labels: {} });
    await platform.client.mergePatch(
      resourceTypes.gitStateStores,
      'worker',
      undefined,
      { spec: { url: 'http://git.example.com/worker.git' } },
    );
    const condition = await storeWith({
      status: 'False',
      reason: 'ErrorInitialisingWriter',
    });
    expect(condition?.message).toMatch(/invalid URL for HTTPS auth method/);
  });
});
