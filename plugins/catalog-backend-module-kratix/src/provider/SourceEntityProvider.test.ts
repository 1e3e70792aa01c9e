import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import { eventually } from '../__testUtils__/eventually';
import { groupYaml } from '../__testUtils__/groups';
import { openLedger, readOptions } from '../__testUtils__/ingestion';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { RecordingConnection } from '../__testUtils__/RecordingConnection';
import { IngestionMetrics } from '../report/IngestionMetrics';
import { SourceMonitor } from '../report/SourceMonitor';
import { readStore } from '../store/readStore';
import { SourceEntityProvider } from './SourceEntityProvider';

describe('SourceEntityProvider', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

  it('reads soon after an outage, however many hints came while it lasted', async () => {
    const knex = await databases.init('SQLITE_3');
    const ledger = await openLedger(knex);
    const store = new MemoryStore();
    const connection = new RecordingConnection(knex);
    const logger = mockServices.logger.mock();
    const metrics = new IngestionMetrics(metricsServiceMock.mock(), {
      sources: ['teams'],
      ledger: async () => ledger,
      logger,
    });
    const provider = new SourceEntityProvider({
      id: 'teams',
      source: {
        subscribe: () => () => {},
        lookAtEverything() {},
        open: () => ({
          read: readStore(store, readOptions),
          settings: 'same',
          mayFinishForOthers: true,
          ingested() {},
        }),
      },
      removalGuard: false,
      ledger: async () => ledger,
      logger,
      monitor: new SourceMonitor({
        id: 'teams',
        logger,
        metrics,
        notifyHeld: async () => {},
      }),
      wake() {},
    });
    await provider.connect(connection);
    provider.start();

    store.isDown = true;
    for (let hint = 0; hint < 8; hint++) {
      await provider.read();
    }
    expect(provider.report().trouble?.message).toContain('memory is down');
    store.commit({ 'a.yaml': groupYaml('a') });
    store.isDown = false;
    // Nobody tells that the store is back.
    await eventually(() => {
      expect(provider.report().trouble).toBeUndefined();
      expect([...connection.entities.keys()]).toEqual(['group:default/a']);
    }, 30_000);
    await provider.stop();
  }, 60_000);
});
