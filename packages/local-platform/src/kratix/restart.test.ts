import { statusOf } from './model/objects';
import { resourceTypes } from './resourceTypes';
import { TestPlatform } from './testing/TestPlatform';
import { eventually } from './testing/eventually';
import {
  pipeline,
  redis,
  redisPromise,
  redisRequest,
} from './testing/promises';
import { install, reconciled } from './testing/requests';

jest.setTimeout(90_000);

const STEP = `
await new Promise(resolve => setTimeout(resolve, 100));
write('output/' + process.env.KRATIX_PIPELINE_NAME + '.yaml', 'a: b\\n');
`;

describe('after a stop at any moment', () => {
  let platform: TestPlatform;

  beforeEach(async () => {
    platform = await TestPlatform.create(STEP);
    await platform.addDestination('worker', { labels: { environment: 'dev' } });
  });

  afterEach(async () => {
    await platform.dispose();
  });

  it('work goes on where it was, and nothing is committed twice', async () => {
    await install(
      platform,
      redisPromise({
        resource: { configure: [pipeline('first'), pipeline('second')] },
      }),
    );
    await platform.client.create(redis, redisRequest('example'));
    for (const delay of [5, 40, 120, 200, 10, 300]) {
      await new Promise(resolve => {
        setTimeout(resolve, delay);
      });
      await platform.restart();
    }
    const request = await reconciled(platform);
    expect(statusOf(request)).toMatchObject({
      workflowsSucceeded: 2,
      workflowsFailed: 0,
    });
    const commits = await eventually(async () => {
      expect(await platform.files('worker')).toEqual([
        'worker/resources/default/redis/example/first/5058f/first.yaml',
        'worker/resources/default/redis/example/second/5058f/second.yaml',
      ]);
      return platform.commits('worker');
    });
    expect(commits).toHaveLength(2);
    await platform.restart();
    await reconciled(platform);
    expect(await platform.commits('worker')).toEqual(commits);

    await platform.client.delete(redis, 'example', 'default');
    for (const delay of [1, 20, 60]) {
      await new Promise(resolve => {
        setTimeout(resolve, delay);
      });
      await platform.restart();
    }
    await eventually(async () => {
      expect(
        await platform.client.get(redis, 'example', 'default'),
      ).toBeUndefined();
      expect(await platform.files('worker')).toEqual([]);
      expect(await platform.client.list(resourceTypes.workPlacements)).toEqual(
        [],
      );
    });
    expect(await platform.commits('worker')).toHaveLength(4);
  });

  it('an idle platform writes nothing', async () => {
    await install(platform, redisPromise({}));
    await platform.client.create(redis, redisRequest('example'));
    await reconciled(platform);
    await eventually(async () =>
      expect(await platform.files('worker')).toHaveLength(1),
    );
    await platform.restart();
    await reconciled(platform);
    const versions = async () => {
      const types = [
        resourceTypes.promises,
        resourceTypes.promiseRevisions,
        resourceTypes.customResourceDefinitions,
        resourceTypes.resourceBindings,
        resourceTypes.works,
        resourceTypes.workPlacements,
        resourceTypes.destinations,
        resourceTypes.gitStateStores,
        redis,
      ];
      const all = await Promise.all(
        types.map(type => platform.client.list(type)),
      );
      return all.flat().map(object => object.metadata.resourceVersion);
    };
    let before = await versions();
    await eventually(async () => {
      const now = await versions();
      const same = JSON.stringify(now) === JSON.stringify(before);
      before = now;
      expect(same).toBe(true);
    });
    const changes: string[] = [];
    const stops = [
      resourceTypes.promises,
      resourceTypes.works,
      resourceTypes.workPlacements,
      resourceTypes.customResourceDefinitions,
      resourceTypes.destinations,
      redis,
    ].map(type =>
      platform.client.watch(type, {}, event => {
        if (event.type === 'MODIFIED') {
          changes.push(`${event.object.kind} ${event.object.metadata.name}`);
        }
      }),
    );
    await new Promise(resolve => {
      setTimeout(resolve, 1_000);
    });
    stops.forEach(stop => stop());
    expect(changes).toEqual([]);
  });
});
