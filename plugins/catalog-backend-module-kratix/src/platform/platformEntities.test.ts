import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { JsonObject } from '@backstage/types';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { Knex } from 'knex';
import request from 'supertest';
import { ClusterProxy } from '../__testUtils__/ClusterProxy';
import { eventually } from '../__testUtils__/eventually';
import { TestPlatform } from '../__testUtils__/TestPlatform';
import catalogModuleKratix from '../index';

jest.setTimeout(120_000);

const PROMISES = {
  group: 'platform.kratix.io',
  version: 'v1alpha1',
  resource: 'promises',
};
const typeOf = (resource: string) => ({
  group: 'example.org',
  version: 'v1',
  resource,
});

function promise(kind: string, annotations: Record<string, string> = {}) {
  const singular = kind.toLowerCase();
  const plural = `${singular}s`;
  return {
    apiVersion: 'platform.kratix.io/v1alpha1',
    kind: 'Promise',
    metadata: { name: singular, annotations },
    spec: {
      destinationSelectors: [{ matchLabels: { environment: 'none' } }],
      api: {
        apiVersion: 'apiextensions.k8s.io/v1',
        kind: 'CustomResourceDefinition',
        metadata: { name: `${plural}.example.org` },
        spec: {
          group: 'example.org',
          scope: 'Namespaced',
          names: { kind, plural, singular },
          versions: [
            {
              name: 'v1',
              served: true,
              storage: true,
              additionalPrinterColumns: [
                { name: 'Size', type: 'string', jsonPath: '.spec.size' },
              ],
              schema: {
                openAPIV3Schema: {
                  type: 'object',
                  properties: {
                    spec: {
                      type: 'object',
                      'x-kubernetes-preserve-unknown-fields': true,
                    },
                  },
                },
              },
            },
          ],
        },
      },
    },
  };
}

function object(
  kind: string,
  name: string,
  more: { labels?: Record<string, string>; spec?: object } = {},
) {
  const { labels, spec = {} } = more;
  return {
    apiVersion: 'example.org/v1',
    kind,
    metadata: { name, namespace: 'default', labels },
    spec,
  };
}

describe('Promises and requests as entities', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let platform: TestPlatform;
  let proxy: ClusterProxy;
  let knex: Knex;
  const backends = new Set<TestBackend>();

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const { client } = platform;
    for (const kind of ['Database', 'Cache', 'App']) {
      await client.create(PROMISES, promise(kind));
    }
    await eventually(async () => {
      for (const kind of ['databases', 'caches', 'apps']) {
        await client.list(typeOf(kind));
      }
    });
  });

  afterAll(async () => {
    await platform.stop();
  });

  beforeEach(async () => {
    proxy = await ClusterProxy.start(platform);
    knex = await databases.init('SQLITE_3');
  });

  afterEach(async () => {
    await Promise.all(Array.from(backends, stop));
    await proxy.stop();
    for (const kind of ['databases', 'caches', 'apps']) {
      for (const { metadata } of await platform.client.list(typeOf(kind))) {
        await platform.client.delete(typeOf(kind), metadata.name, 'default');
      }
    }
    await eventually(async () => {
      for (const kind of ['databases', 'caches', 'apps']) {
        if ((await platform.client.list(typeOf(kind))).length) {
          throw new Error(`There are ${kind} left`);
        }
      }
    });
  });

  async function stop(backend: TestBackend) {
    backends.delete(backend);
    await backend.stop();
  }

  async function start(
    sources: JsonObject = { promises: { platform: 'local' } },
  ): Promise<TestBackend> {
    const access = {
      url: proxy.url,
      serviceAccountToken: platform.token,
    };
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKratix,
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:0' },
            kratix: {
              platforms: {
                local: { ...access, owners: { label: 'team' } },
                twin: access,
              },
            },
            catalog: { providers: { kratix: sources } },
          },
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => mockServices.database({ knex }),
        }),
      ],
    });
    backends.add(backend);
    return backend;
  }

  async function getEntities(backend: TestBackend): Promise<Entity[]> {
    const response = await request(backend.server)
      .get('/api/catalog/entities')
      .expect(200);
    return response.body;
  }

  async function refsOf(backend: TestBackend): Promise<string[]> {
    const entities = await getEntities(backend);
    return entities.map(entity => stringifyEntityRef(entity)).sort();
  }

  async function getReport(
    backend: TestBackend,
    source = 'promises',
  ): Promise<IngestionSource> {
    const response = await request(backend.server)
      .get('/api/catalog/kratix/ingestion')
      .expect(200);
    const items: IngestionSource[] = response.body.items;
    const found = items.find(item => item.source === source);
    if (!found) {
      throw new Error(`There is no source ${source}`);
    }
    return found;
  }

  const ofPromises = ['app', 'cache', 'database'].flatMap(name => [
    `component:default/local_${name}`,
    `api:default/local_${name}`,
  ]);

  async function expectRequests(backend: TestBackend, names: string[]) {
    await eventually(async () =>
      expect(await refsOf(backend)).toEqual(
        [
          ...ofPromises,
          ...names.map(name => `resource:default/local_${name}`),
        ].sort(),
      ),
    );
  }

  it('come, change and go with what is on the platform', async () => {
    const { client } = platform;
    const databaseType = typeOf('databases');
    await client.create(typeOf('apps'), object('App', 'shop'));
    await client.create(
      databaseType,
      object('Database', 'orders', {
        labels: {
          team: 'payments',
          'kratix.io/component-of-promise-name': 'app',
          'kratix.io/component-of-resource-name': 'shop',
        },
        spec: { size: 'small', password: 'hush' },
      }),
    );
    await client.create(
      databaseType,
      object('Database', 'rehearsal', {
        labels: { 'kratix.io/dry-run': 'true' },
      }),
    );
    const backend = await start({
      promises: { platform: 'local', defaultOwner: 'platform' },
    });
    await expectRequests(backend, [
      'app_default_shop',
      'database_default_orders',
    ]);

    const orders = await eventually(async () => {
      const entities = await getEntities(backend);
      const entity = entities.find(
        ({ metadata }) => metadata.title === 'orders',
      );
      expect(entity?.relations).toEqual(
        expect.arrayContaining([
          { type: 'dependsOn', targetRef: 'component:default/local_database' },
          {
            type: 'dependencyOf',
            targetRef: 'resource:default/local_app_default_shop',
          },
          { type: 'ownedBy', targetRef: 'group:default/payments' },
        ]),
      );
      return entity;
    });
    expect(orders).toMatchObject({
      metadata: {
        description: expect.stringContaining('Size: small'),
        links: [
          {
            url: 'http://localhost:3000/kratix/requests/local/database/default/orders',
          },
        ],
      },
      spec: { type: 'kratix-database', owner: 'group:default/payments' },
    });
    expect(JSON.stringify(await getEntities(backend))).not.toContain('hush');

    await client.mergePatch(databaseType, 'orders', 'default', {
      spec: { size: 'large' },
    });
    await eventually(async () => {
      const entities = await getEntities(backend);
      expect(
        entities.find(({ metadata }) => metadata.title === 'orders')?.metadata
          .description,
      ).toContain('Size: large');
    });

    await client.delete(databaseType, 'orders', 'default');
    await expectRequests(backend, ['app_default_shop']);
  });

  it('are not written anew by a restart, nor by what leaves them as they are', async () => {
    const { client } = platform;
    await client.create(typeOf('caches'), object('Cache', 'hot'));
    const first = await start();
    await expectRequests(first, ['cache_default_hot']);
    await eventually(async () => {
      const hot = await client.get(typeOf('caches'), 'hot', 'default');
      expect(hot?.status).toMatchObject({ observedGeneration: 1 });
    });
    const before = await getReport(first);
    await client.mergePatch(typeOf('caches'), 'hot', 'default', {
      spec: { unseen: 'x' },
    });
    await eventually(async () =>
      expect((await getReport(first)).lastReadAt).not.toBe(before.lastReadAt),
    );
    await stop(first);

    const second = await start();
    const after = await eventually(async () => {
      const report = await getReport(second);
      expect(report.lastRead).toBeDefined();
      return report;
    });
    expect(after).toMatchObject({
      kind: 'platform',
      platform: 'local',
      state: 'current',
      counts: { ingested: 7, rejected: 0 },
      advancedAt: before.advancedAt,
      lastRead: { added: 0, removed: 0 },
    });
    await expectRequests(second, ['cache_default_hot']);
  });

  it('stay while their kind, or the platform, cannot be read; others go on', async () => {
    const { client } = platform;
    await client.create(typeOf('caches'), object('Cache', 'hot'));
    await client.create(typeOf('databases'), object('Database', 'orders'));
    const first = await start();
    await expectRequests(first, [
      'cache_default_hot',
      'database_default_orders',
    ]);
    await stop(first);

    proxy.refuse('/apis/example.org/v1/caches', 403);
    await client.delete(typeOf('databases'), 'orders', 'default');
    const second = await start();
    await expectRequests(second, ['cache_default_hot']);
    await eventually(async () =>
      expect((await getReport(second)).error).toContain('caches.example.org'),
    );
    await client.create(typeOf('databases'), object('Database', 'carts'));
    await expectRequests(second, [
      'cache_default_hot',
      'database_default_carts',
    ]);
    await stop(second);

    proxy.refuse('*', 503);
    const third = await start();
    await eventually(async () =>
      expect(await getReport(third)).toMatchObject({
        state: 'failing',
        error: expect.stringContaining('refused with 503'),
      }),
    );
    await expectRequests(third, [
      'cache_default_hot',
      'database_default_carts',
    ]);
    proxy.allow();
    await client.delete(typeOf('caches'), 'hot', 'default');
    await expectRequests(third, ['database_default_carts']);

    // Also after a read that succeeded: nothing is heard of any change.
    const { url } = proxy;
    await proxy.stop();
    await eventually(async () =>
      expect(await getReport(third)).toMatchObject({
        state: 'unreachable',
        error: expect.stringContaining(url),
      }),
    );
    await expectRequests(third, ['database_default_carts']);
  });

  it('are told to be out of date as soon as their kind fails, and not any more when it does not', async () => {
    const backend = await start();
    const expectReport = (report: object) =>
      eventually(
        async () => expect(await getReport(backend)).toMatchObject(report),
        60_000,
      );
    for (const kind of [
      'example.org/v1/caches',
      'platform.kratix.io/v1alpha1/promises',
    ]) {
      await expectReport({ state: 'current' });
      const [group, , plural] = kind.split('/');
      proxy.refuse(`/apis/${kind}`, 403);
      await expectReport({
        state: 'failing',
        error: expect.stringContaining(`${plural}.${group}`),
      });
      proxy.allow();
    }
    await expectReport({ state: 'current' });
  });

  it('are held by the first of two sources; two replicas agree', async () => {
    const { client } = platform;
    await client.create(typeOf('caches'), object('Cache', 'hot'));
    const sources = {
      promises: { platform: 'local', naming: { model: 'short' } },
    };
    const names = ['cache_default_hot', 'database_default_orders'];
    const refs = (requests: string[]) =>
      [
        ...ofPromises.map(ref => ref.replace('local_', '')),
        ...requests.map(name => `resource:default/${name}`),
      ].sort();
    const replicas = [await start(sources)];
    await eventually(async () =>
      expect(await refsOf(replicas[0])).toEqual(refs([names[0]])),
    );
    replicas.push(
      await start({
        ...sources,
        others: { platform: 'twin', naming: { model: 'short' } },
      }),
    );
    await client.create(typeOf('databases'), object('Database', 'orders'));
    await eventually(async () => {
      expect(await refsOf(replicas[0])).toEqual(refs(names));
      const others = await getReport(replicas[1], 'others');
      const own = await getReport(replicas[1]);
      expect(others.counts.ingested + own.counts.ingested).toBe(8);
      expect(others.counts.foreign + own.counts.foreign).toBe(8);
    });
    await client.delete(typeOf('databases'), 'orders', 'default');
    await eventually(async () => {
      expect(await refsOf(replicas[1])).toEqual(refs([names[0]]));
    });
  });

  it('go while no process was there to see it, after two replicas had seen them come', async () => {
    const { client } = platform;
    const replicas = [await start(), await start()];
    await expectRequests(replicas[0], []);
    const begin = new Date().toISOString();
    await client.create(typeOf('caches'), object('Cache', 'hot'));
    await expectRequests(replicas[0], ['cache_default_hot']);
    // Both have taken it up, whoever was first.
    await eventually(async () => {
      for (const replica of replicas) {
        const { lastRead } = await getReport(replica);
        expect(`${lastRead?.at}` > begin).toBe(true);
      }
    });
    await Promise.all(replicas.map(stop));

    await client.delete(typeOf('caches'), 'hot', 'default');
    await expectRequests(await start(), []);
  });

  it('are those that the settings ask for', async () => {
    const { client } = platform;
    await client.create(typeOf('caches'), object('Cache', 'hot'));
    await client.create(typeOf('databases'), object('Database', 'orders'));
    const filtered = await start({
      promises: {
        platform: 'local',
        promises: { allow: ['*a*'], deny: ['c*'] },
        requestKind: 'Component',
        tags: ['kratix'],
      },
    });
    await eventually(async () =>
      expect(await refsOf(filtered)).toEqual(
        [
          'api:default/local_app',
          'api:default/local_database',
          'component:default/local_app',
          'component:default/local_database',
          'component:default/local_database_default_orders',
        ].sort(),
      ),
    );
    await stop(filtered);
    const unknown = await start({ promises: { platform: 'elsewhere' } });
    expect(await getReport(unknown)).toMatchObject({
      state: 'unusable',
      error: expect.stringContaining('elsewhere'),
    });
    expect(await refsOf(unknown)).toHaveLength(5);
  });
});
