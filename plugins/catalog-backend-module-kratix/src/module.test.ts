import {
  BackendFeature,
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  TestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import {
  kratixStateStoreReadersServiceRef,
  OpenStateStoreOptions,
} from 'backstage-plugin-kratix-node';
import { Knex } from 'knex';
import request from 'supertest';
import { eventually } from './__testUtils__/eventually';
import { CommittedFile, GitRepository } from './__testUtils__/GitRepository';
import { groupYaml } from './__testUtils__/groups';
import { MemoryStore } from './__testUtils__/MemoryStore';
import { TestPlatform } from './__testUtils__/TestPlatform';
import catalogModuleKratix from './index';

jest.setTimeout(120_000);

describe('catalogModuleKratix', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let platform: TestPlatform;
  let repository: GitRepository;
  let knex: Knex;
  const backends = new Set<TestBackend>();

  beforeAll(async () => {
    platform = await TestPlatform.start();
  });

  afterAll(async () => {
    await platform.stop();
  });

  beforeEach(async () => {
    repository = await GitRepository.create();
    knex = await databases.init('SQLITE_3');
  });

  afterEach(async () => {
    await Promise.all(Array.from(backends, stop));
    await repository.remove();
  });

  async function stop(backend: TestBackend) {
    backends.delete(backend);
    await backend.stop();
  }

  /** The address that the cluster uses is not reachable from here, so the settings replace it. */
  function settings(more: JsonObject = {}): JsonObject {
    return {
      teams: {
        platform: 'local',
        stateStore: { destination: 'catalog', url: repository.url },
        ...more,
      },
    };
  }

  async function start(
    kratix: JsonObject = settings(),
    options: {
      kubeconfig?: string;
      denied?: boolean;
      features?: BackendFeature[];
    } = {},
  ): Promise<TestBackend> {
    const { kubeconfig = platform.kubeconfig, denied, features = [] } = options;
    const backend = await startTestBackend({
      features: [
        catalogPlugin,
        catalogModuleKratix,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:0' },
            kratix: {
              platforms: {
                local: { kubeconfig: { path: kubeconfig, context: 'local' } },
              },
            },
            catalog: { providers: { kratix } },
          },
        }),
        createServiceFactory({
          service: coreServices.database,
          deps: {},
          factory: () => mockServices.database({ knex }),
        }),
        mockServices.permissions.factory({
          result: denied ? AuthorizeResult.DENY : AuthorizeResult.ALLOW,
        }),
        ...features,
      ],
    });
    backends.add(backend);
    return backend;
  }

  async function commit(
    files: Record<string, CommittedFile>,
    options?: { orphan?: boolean },
  ) {
    return await repository.commit(
      Object.entries(files).map(([path, file]) => [`catalog/${path}`, file]),
      options,
    );
  }

  async function getGroups(backend: TestBackend): Promise<Entity[]> {
    const response = await request(backend.server)
      .get('/api/catalog/entities?filter=kind=group')
      .expect(200);
    return response.body;
  }

  async function expectGroups(backend: TestBackend, names: string[]) {
    await eventually(async () => {
      const groups = await getGroups(backend);
      expect(groups.map(({ metadata }) => metadata.name).sort()).toEqual(names);
    });
  }

  async function getReport(backend: TestBackend): Promise<IngestionSource> {
    const response = await request(backend.server)
      .get('/api/catalog/kratix/ingestion')
      .expect(200);
    expect(response.body.totalItems).toBe(1);
    return response.body.items[0];
  }

  it('follows the placements of its Destination: written, and deleted', async () => {
    const first = await commit({ 'a.yaml': groupYaml('a') });
    const backend = await start();
    await expectGroups(backend, ['a']);
    const [group] = await getGroups(backend);
    expect(group.metadata.annotations).toMatchObject({
      'kratix.backstage.io/platform': 'local',
      'backstage.io/managed-by-location': 'kratix:local/catalog/catalog/a.yaml',
    });
    expect(await getReport(backend)).toMatchObject({
      source: 'teams',
      revision: first,
      kind: 'stateStore',
      state: 'current',
      counts: { ingested: 1, rejected: 0, held: 0, foreign: 0 },
    });

    await commit({ 'b.yaml': groupYaml('b') });
    await platform.writePlacement('b');
    await expectGroups(backend, ['a', 'b']);

    await commit({ 'b.yaml': null });
    await platform.deletePlacement('b');
    await expectGroups(backend, ['a']);
  });

  it('ingests the good files and reports each bad one with path and reason', async () => {
    const bomb = [...'bcdefgh']
      .map(
        (name, index) =>
          `${name}: &${name} [${Array(10)
            .fill(`*${'abcdefg'[index]}`)
            .join(',')}]`,
      )
      .join('\n');
    await commit({
      'a-good.yaml': groupYaml('good'),
      'bomb.yaml': `${groupYaml('bomb')}a: &a [x]\n${bomb}\n`,
      'claims.yaml': groupYaml('good', 'Second'),
      'large.yaml': `${groupYaml('large')}# ${'x'.repeat(5_000_000)}`,
      'link.yaml': { link: 'a-good.yaml' },
      'location.yaml': groupYaml('l').replace('Group', 'Location'),
      'name.yaml': groupYaml('Not a name'),
      'no-yaml.yaml': 'a: b: c',
      'text.yaml': groupYaml('text').replace(
        'children: []',
        'children:\n    $text: ./x',
      ),
      'namespace.yaml':
        'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: x\n',
      'main.tf': 'resource "x" "y" {}',
    });
    const backend = await start();
    await expectGroups(backend, ['good']);
    const report = await eventually(async () => {
      const current = await getReport(backend);
      expect(current.counts.rejected).toBe(8);
      return current;
    });
    expect(
      Object.fromEntries(
        report.rejected.map(({ path, reason }) => [path, reason]),
      ),
    ).toEqual({
      'catalog/bomb.yaml': expect.stringMatching(/alias/),
      'catalog/claims.yaml': expect.stringContaining('catalog/a-good.yaml'),
      'catalog/large.yaml': expect.stringMatching(/larger/),
      'catalog/link.yaml': expect.stringMatching(/symlink|symbolic link/i),
      'catalog/location.yaml': expect.stringContaining('Location'),
      'catalog/name.yaml': expect.stringContaining('metadata.name'),
      'catalog/no-yaml.yaml': expect.stringContaining('no valid YAML'),
      'catalog/text.yaml': expect.stringContaining('$text'),
    });
  });

  it('hands over nothing after a restart when nothing has changed', async () => {
    await commit({ 'a.yaml': groupYaml('a') });
    const first = await start();
    await expectGroups(first, ['a']);
    const { advancedAt } = await getReport(first);
    await stop(first);

    const second = await start();
    const report = await eventually(async () => {
      const current = await getReport(second);
      expect(current.lastRead).toBeDefined();
      return current;
    });
    expect(report.advancedAt).toBe(advancedAt);
    await expectGroups(second, ['a']);
  });

  it('keeps what it gave while the repository is missing or replaced by an empty one', async () => {
    await commit({ 'a.yaml': groupYaml('a') });
    const first = await start();
    await expectGroups(first, ['a']);
    await stop(first);

    // Nobody tells of this one, so it is there before the repository is back.
    await commit({ 'b.yaml': groupYaml('b') });
    await repository.hide();
    const second = await start();
    await eventually(async () =>
      expect((await getReport(second)).error).toBeDefined(),
    );
    await expectGroups(second, ['a']);
    await repository.show();
    // It tries again by itself.
    await expectGroups(second, ['a', 'b']);
    await stop(second);

    await repository.replace();
    const third = await start();
    await eventually(async () =>
      expect((await getReport(third)).error).toBeDefined(),
    );
    await expectGroups(third, ['a', 'b']);
  });

  it('changes nothing when the history is rewritten and the files are the same', async () => {
    await commit({ 'a.yaml': groupYaml('a') });
    const backend = await start();
    await expectGroups(backend, ['a']);
    const [{ metadata: before }] = await getGroups(backend);
    const rewritten = await commit(
      { 'a.yaml': groupYaml('a') },
      { orphan: true },
    );
    await platform.writePlacement('rewritten');
    await eventually(async () =>
      expect((await getReport(backend)).revision).toBe(rewritten),
    );
    const [{ metadata: after }] = await getGroups(backend);
    expect(after.etag).toBe(before.etag);
    await platform.deletePlacement('rewritten');
  });

  it('keeps the entities of a source whose settings are broken', async () => {
    await commit({ 'a.yaml': groupYaml('a') });
    const first = await start();
    await expectGroups(first, ['a']);
    await stop(first);

    const broken = await start({
      teams: { stateStore: { destination: 'catalog' } },
    });
    expect(await getReport(broken)).toMatchObject({
      source: 'teams',
      state: 'unusable',
      counts: { ingested: 1 },
      error: expect.stringContaining('catalog.providers.kratix.teams'),
    });
    await expectGroups(broken, ['a']);
  });

  it('hands everything over anew after the source was away', async () => {
    await commit({ 'a.yaml': groupYaml('a') });
    const first = await start();
    await expectGroups(first, ['a']);
    await stop(first);

    const without = await start({});
    // Backstage removes the entities of a provider that is gone.
    await expectGroups(without, []);
    // And the ledger forgets, also where no source is left.
    await eventually(async () =>
      expect(await knex('kratix_ledger_entities')).toEqual([]),
    );
    await stop(without);

    await expectGroups(await start(), ['a']);
  });

  it('reads without the platform where the settings say all, and starts without it where not', async () => {
    await commit({ 'a.yaml': groupYaml('a') });
    const nowhere = { kubeconfig: '/nonexistent/kubeconfig' };
    const waiting = await start(settings(), nowhere);
    expect((await getReport(waiting)).counts.ingested).toBe(0);
    await eventually(async () =>
      expect(await getReport(waiting)).toMatchObject({
        state: 'unreachable',
        error: expect.stringContaining('/nonexistent/kubeconfig'),
      }),
    );
    await stop(waiting);

    const all = await start(
      settings({
        stateStore: {
          destination: 'catalog',
          url: repository.url,
          branch: 'main',
          path: 'catalog',
        },
      }),
      nowhere,
    );
    await expectGroups(all, ['a']);
  });

  it('lets two sources agree on who holds a name, and passes it on', async () => {
    await commit({ 'a/x.yaml': groupYaml('x'), 'b/x.yaml': groupYaml('x') });
    const source = (path: string): JsonObject => ({
      platform: 'local',
      stateStore: {
        destination: 'catalog',
        url: repository.url,
        branch: 'main',
        path: `catalog/${path}`,
      },
    });
    const backend = await start({ a: source('a'), b: source('b') });
    await expectGroups(backend, ['x']);
    const locationOf = async () =>
      (await getGroups(backend))[0]?.metadata.annotations?.[
        'backstage.io/managed-by-location'
      ] ?? '';
    const holder = (await locationOf()).includes('/a/') ? 'a' : 'b';
    const other = holder === 'a' ? 'b' : 'a';
    await commit({ [`${holder}/x.yaml`]: null });
    await platform.writePlacement('removed');
    await eventually(async () =>
      expect(await locationOf()).toContain(`/${other}/x.yaml`),
    );
    await platform.deletePlacement('removed');
  });

  it('keeps a copy for each of two sources that read the same place, since they do so at the same time', async () => {
    const directories: string[] = [];
    const store = new MemoryStore();
    store.commit({ 'a.yaml': groupYaml('a') });
    const readers = createServiceFactory({
      service: kratixStateStoreReadersServiceRef,
      deps: {},
      factory: () => ({
        open({ cacheDirectory }: OpenStateStoreOptions) {
          directories.push(cacheDirectory);
          return store;
        },
      }),
    });
    const { teams } = settings();
    const backend = await start(
      { teams, others: teams },
      { features: [readers] },
    );
    await eventually(async () => {
      const response = await request(backend.server).get(
        '/api/catalog/kratix/ingestion',
      );
      const items: IngestionSource[] = response.body.items;
      expect(items.map(({ state }) => state)).toEqual(['current', 'current']);
    }, 60_000);
    expect(new Set(directories).size).toBe(2);
  });

  it('shows the report to those who may read platforms', async () => {
    const backend = await start({}, { denied: true });
    await request(backend.server)
      .get('/api/catalog/kratix/ingestion')
      .expect(403);
    await request(backend.server)
      .get('/api/catalog/kratix/ingestion')
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
  });
});
