import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import { schedulerServiceFactory } from '@backstage/backend-defaults/scheduler';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
  DatabaseService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import catalogModuleKratix from 'backstage-plugin-catalog-backend-module-kratix';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { BenchmarkDatabase } from './databases';

/** The most that is handed over at once, by the provider too. */
const BATCH = 1_000;
const DEADLINE = 600_000;

/**
 * The configuration of a provider of the teams in a repository. It reads once when it starts.
 * @param every - seconds from then until it reads again, and from one further read to the next
 */
export function teamsFrom(repository: URL, every = 2) {
  return {
    teams: {
      platform: 'local',
      stateStore: {
        destination: 'catalog',
        url: repository.href,
        branch: 'main',
        path: '/',
      },
      schedule: {
        frequency: { seconds: every },
        initialDelay: { seconds: every },
        timeout: { minutes: 10 },
      },
    },
  };
}

/**
 * Starts a real catalog with the module, and beside it a provider that hands over entities from memory.
 * Without `processes`, what the catalog does with entities once it has them is left out.
 */
export async function startCatalog(options: {
  database: Pick<BenchmarkDatabase, 'config'>;
  /** `catalog.providers.kratix` */
  kratix?: object;
  /** `catalog.locations` */
  locations?: { type: string; target: string }[];
  /** The host that locations of the type `url` may be read from. */
  readsFrom?: string;
  processes?: boolean;
  /** No schedule: the provider reads when it starts, and when told to. */
  readsWhenTold?: boolean;
}) {
  const reads: (() => Promise<void>)[] = [];
  const heldScheduler = createServiceFactory({
    service: coreServices.scheduler,
    deps: {},
    factory: (): SchedulerService => ({
      async scheduleTask({ id, fn }) {
        if (id.startsWith('kratix-')) {
          reads.push(async () => await fn(new AbortController().signal));
        }
      },
      createScheduledTaskRunner: () => ({ run: async () => {} }),
      triggerTask: async () => {},
      cancelTask: async () => {},
      getScheduledTasks: async () => [],
    }),
  });
  let connection: EntityProviderConnection | undefined;
  let catalogDatabase: DatabaseService | undefined;
  const memory = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'memory',
    register: env =>
      env.registerInit({
        deps: {
          catalog: catalogProcessingExtensionPoint,
          database: coreServices.database,
        },
        async init({ catalog, database }) {
          catalogDatabase = database;
          catalog.addEntityProvider({
            getProviderName: () => 'memory',
            connect: async connected => {
              connection = connected;
            },
          });
        },
      }),
  });
  const backend = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleKratix,
      memory,
      createServiceFactory({
        service: coreServices.rootLogger,
        deps: {},
        factory: () => mockServices.rootLogger({ level: 'error' }),
      }),
      databaseServiceFactory,
      options.readsWhenTold ? heldScheduler : schedulerServiceFactory,
      urlReaderServiceFactory,
      mockServices.rootConfig.factory({
        data: JSON.parse(
          JSON.stringify({
            backend: {
              baseUrl: 'http://localhost:0',
              database: options.database.config,
              reading: { allow: [{ host: options.readsFrom ?? 'localhost' }] },
            },
            kratix: {
              platforms: { local: { kubeconfig: { path: join('/', 'none') } } },
            },
            catalog: {
              ...(!options.processes && { processingInterval: false }),
              locations: options.locations,
              rules: [{ allow: ['Group', 'Location'] }],
              providers: { kratix: options.kratix ?? {} },
            },
          }),
        ),
      }),
    ],
  });
  const get = async (path: string) =>
    await fetch(
      `http://localhost:${backend.server.port()}/api/catalog${path}`,
      {
        headers: { Authorization: mockCredentials.user.header() },
      },
    );

  return {
    /** Hands entities over as a provider would that has them in memory. */
    async handOver(entities: Entity[]) {
      for (let at = 0; at < entities.length; at += BATCH) {
        await connection?.applyMutation({
          type: 'delta',
          added: entities
            .slice(at, at + BATCH)
            .map(entity => ({ entity, locationKey: 'memory' })),
          removed: [],
        });
      }
    },
    /**
     * Lets the catalog process what it has now in the next century, so that what is changed from here on
     * does not wait behind it.
     */
    async putOffProcessing() {
      const client = await catalogDatabase?.getClient();
      await client?.('refresh_state').update({
        next_update_at: '2100-01-01 00:00:00',
      });
    },
    /** The SQL that the catalog's database is asked from now on, as it is asked. */
    async recordSql() {
      const client = await catalogDatabase?.getClient();
      const statements: string[] = [];
      client?.on('query', ({ sql }: { sql: string }) => statements.push(sql));
      return statements;
    },
    /** Has the provider read its source now, of a catalog that reads when told to. */
    async read() {
      await Promise.all(Array.from(reads, async read => await read()));
    },
    /** The last read that is as expected. */
    async lastRead(isExpected: (report: IngestionSource) => boolean) {
      const deadline = Date.now() + DEADLINE;
      for (;;) {
        const body = await (await get('/kratix/ingestion')).json();
        const report: IngestionSource | undefined = body.items?.[0];
        if (report?.lastRead && isExpected(report)) {
          return report.lastRead;
        }
        if (Date.now() > deadline) {
          throw new Error(`No such read: ${JSON.stringify(body)}`);
        }
        await setTimeout(200);
      }
    },
    /** Resolves once the catalog's API shows so many Groups. */
    async showsGroups(count: number) {
      const deadline = Date.now() + DEADLINE;
      for (;;) {
        const path = '/entities/by-query?filter=kind=group&limit=0';
        const body = await (await get(path)).json();
        if (body.totalItems >= count) {
          return;
        }
        if (Date.now() > deadline) {
          throw new Error(`Only ${body.totalItems} Groups of ${count}`);
        }
        await setTimeout(100);
      }
    },
    /** Resolves once the catalog's API shows a Group with this address. */
    async showsEmail(name: string, email: string) {
      const deadline = Date.now() + DEADLINE;
      for (;;) {
        const answer = await get(`/entities/by-name/group/default/${name}`);
        const body = await answer.json();
        if (body.spec?.profile?.email === email) {
          return;
        }
        if (Date.now() > deadline) {
          throw new Error(`Group ${name} does not have ${email}`);
        }
        await setTimeout(5);
      }
    },
    /** Asks the catalog to read a location again, as a person can on its page. */
    async refresh(entityRef: string) {
      await fetch(
        `http://localhost:${backend.server.port()}/api/catalog/refresh`,
        {
          method: 'POST',
          headers: {
            Authorization: mockCredentials.user.header(),
            'Content-Type': 'application/json',
          },
          body: JSON.stringify({ entityRef }),
        },
      );
    },
    stop: () => backend.stop(),
  };
}
