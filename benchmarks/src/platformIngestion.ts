import { setTimeout } from 'node:timers/promises';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import {
  coreServices,
  createServiceFactory,
  RootLoggerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import catalogModuleKratix from 'backstage-plugin-catalog-backend-module-kratix';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { Benchmark, Figure } from './lib/Benchmark';
import { RequestChange } from './lib/clusterObjects';
import { startRequestCluster } from './lib/requestCluster';
import {
  BenchmarkDatabase,
  DatabaseKind,
  onEachDatabase,
} from './lib/databases';
import { until } from './lib/until';
import { withDirectory } from './lib/withDirectory';

const REQUESTS = 10_000;
const CHANGED = 1_000;
const SECONDS = 10;
const BATCH = 1_000;
/** The Promise is a Component and an API. */
const ENTITIES = REQUESTS + 2;

/** Keeps what the provider says about each of its ingestions. */
class HandoverLog {
  mutations = 0;
  entities = 0;

  readonly logger: RootLoggerService = {
    error: message => console.error(message),
    warn: () => {},
    debug: () => {},
    info: message => {
      const [, added, removed] =
        /(\d+) entities handed over, (\d+) removed/.exec(message) ?? [];
      for (const count of [Number(added ?? 0), Number(removed ?? 0)]) {
        this.entities += count;
        this.mutations += Math.ceil(count / BATCH);
      }
    },
    child: () => this.logger,
  };

  reset() {
    this.mutations = 0;
    this.entities = 0;
  }
}

async function startCatalog(
  database: BenchmarkDatabase,
  url: string,
  log: HandoverLog,
) {
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleKratix,
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => log.logger,
      }),
      databaseServiceFactory,
      schedulerServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          backend: {
            baseUrl: 'http://localhost:0',
            database: database.config,
          },
          kratix: {
            platforms: { local: { url, serviceAccountToken: 'benchmark' } },
          },
          catalog: {
            // What the catalog does with entities once it has them is not measured here.
            processingInterval: false,
            providers: { kratix: { promises: { platform: 'local' } } },
          },
        },
      }),
    ],
  });
  const report = async (): Promise<IngestionSource> => {
    const response = await fetch(
      `http://localhost:${backend.server.port()}/api/catalog/kratix/ingestion`,
      { headers: { Authorization: mockCredentials.user.header() } },
    );
    return (await response.json()).items[0];
  };
  const begin = performance.now();
  await until(async () => {
    const { lastRead, counts } = await report();
    return lastRead !== undefined && counts.ingested === ENTITIES;
  });
  const duration = performance.now() - begin;
  return { report, duration, stop: () => backend.stop() };
}

/** Lets requests change evenly over the time, and waits until the last change has been read. */
async function changeRequests(
  cluster: Awaited<ReturnType<typeof startRequestCluster>>,
  log: HandoverLog,
  report: () => Promise<IngestionSource>,
  changeOf: (index: number) => RequestChange,
) {
  const before = (await report()).lastReadAt;
  log.reset();
  const begin = performance.now();
  for (let index = 0; index < CHANGED; index++) {
    const due = begin + (index * SECONDS * 1000) / CHANGED;
    await setTimeout(Math.max(0, due - performance.now()));
    cluster.change(index, changeOf(index));
  }
  // The last of them are read within a pause of half a second.
  await setTimeout(3_000);
  await until(async () => (await report()).lastReadAt !== before);
  return { mutations: log.mutations, entities: log.entities };
}

async function measure(create: DatabaseKind): Promise<Figure[]> {
  return await withDirectory(async directory => {
    const database = create(directory);
    const cluster = await startRequestCluster({
      requests: REQUESTS,
      promises: 1,
    });
    const log = new HandoverLog();
    try {
      const first = await startCatalog(database, cluster.url, log);
      await first.stop();

      cluster.lists.clear();
      log.reset();
      const second = await startCatalog(database, cluster.url, log);
      await until(async () => cluster.isWatched());
      const lists = Math.max(...cluster.lists.values());
      const rewritten = log.entities;

      const states = await changeRequests(
        cluster,
        log,
        second.report,
        index => ({ message: `Running ${index}` }),
      );
      const hosts = await changeRequests(
        cluster,
        log,
        second.report,
        index => ({ host: `db-${index}.example.org` }),
      );
      await second.stop();
      return [
        {
          measure: 'first start until all are in the catalog, LIST included',
          value: `${first.duration.toFixed(0)} ms`,
        },
        {
          measure: 'after a restart: LISTs per kind, at most',
          value: `${lists}`,
          mustBe: '1',
          holds: lists === 1,
        },
        {
          measure: 'after a restart: entities rewritten',
          value: `${rewritten}`,
          mustBe: '0',
          holds: rewritten === 0,
        },
        {
          measure: 'after a restart: until all are compared, LIST included',
          value: `${second.duration.toFixed(0)} ms`,
        },
        {
          measure: `${CHANGED} change their state in ${SECONDS} s: mutations`,
          value: `${states.mutations}`,
          mustBe: '0',
          holds: states.mutations === 0,
        },
        {
          measure: `${CHANGED} are given something in ${SECONDS} s: mutations`,
          value: `${hosts.mutations}, of ${hosts.entities} entities`,
          mustBe: '≤ 40',
          holds: hosts.mutations <= 40 && hosts.entities === CHANGED,
        },
      ];
    } finally {
      await cluster.stop();
      await database.drop();
    }
  });
}

/** What Promises and requests cost the catalog: at a restart, and when requests change their state. */
export const platformIngestion: Benchmark = {
  name: `Ingestion of ${REQUESTS.toLocaleString('en')} requests`,
  run: () => onEachDatabase(measure),
};
