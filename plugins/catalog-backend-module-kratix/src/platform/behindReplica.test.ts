import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { CatalogReplica } from '../__testUtils__/CatalogReplica';
import { ClusterProxy } from '../__testUtils__/ClusterProxy';
import { eventually } from '../__testUtils__/eventually';
import { RequestModel } from '../__testUtils__/RequestModel';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import { TestScheduler } from '../__testUtils__/TestScheduler';

jest.setTimeout(300_000);

describe('a replica whose watch fails', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let knex: Knex;
  let platform: TestPlatform;
  const started: { stop(): Promise<void> }[] = [];

  beforeAll(async () => {
    platform = await TestPlatform.start();
    knex = await databases.init('SQLITE_3');
  });

  afterAll(async () => {
    for (const { stop } of started.reverse()) {
      await stop();
    }
    await platform.stop();
  });

  async function startReplica() {
    const proxy = await ClusterProxy.start(platform);
    started.push({ stop: () => proxy.stop() });
    const scheduler = new TestScheduler();
    const catalog = await CatalogReplica.start({
      knex,
      platform: { url: proxy.url, serviceAccountToken: platform.token },
      sources: { platform: { platform: 'local' } },
      features: [scheduler.feature],
    });
    started.push({ stop: () => catalog.stop() });
    return { proxy, scheduler, catalog };
  }

  async function handedOver(): Promise<string[]> {
    const rows: { entity_ref: string }[] = await knex('refresh_state')
      .whereLike('entity_ref', 'resource:%')
      .orderBy('entity_ref')
      .select('entity_ref');
    return rows.map(({ entity_ref: ref }) => ref.split('_').at(-1) ?? ref);
  }

  it('neither takes away what it has not heard of, nor brings back what is gone', async () => {
    const requests = new RequestModel(platform);
    await requests.install();
    await requests.apply('one');
    await startReplica();
    const behind = await startReplica();
    const expectState = async (isCurrent: boolean) => {
      const [{ state }] = await behind.catalog.report();
      expect(state === 'current').toBe(isCurrent);
      expect(await handedOver()).toEqual(['one']);
    };
    await eventually(() => expectState(true), 60_000);

    behind.proxy.refuse('*', 503);
    await eventually(() => expectState(false), 60_000);
    await requests.apply('two');
    await requests.delete('one');
    await eventually(
      async () => expect(await handedOver()).toEqual(['two']),
      60_000,
    );
    await behind.scheduler.run();
    expect(await handedOver()).toEqual(['two']);

    behind.proxy.allow();
    await eventually(async () => {
      expect((await behind.catalog.report())[0].state).toBe('current');
    }, 60_000);
    await behind.scheduler.run();
    expect(await handedOver()).toEqual(['two']);
  });
});
