import { TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { BucketServer } from './__testUtils__/BucketServer';
import { CatalogReplica } from './__testUtils__/CatalogReplica';
import { eventually } from './__testUtils__/eventually';
import { GitRepository } from './__testUtils__/GitRepository';
import { groupYaml } from './__testUtils__/groups';
import { RequestModel } from './__testUtils__/RequestModel';
import { TestPlatform } from './__testUtils__/TestPlatform';
import { TestScheduler } from './__testUtils__/TestScheduler';

jest.setTimeout(180_000);

const EVERYTHING_BUT_DATE = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** What a test waits for comes in a moment, but machines are slow in their own ways. */
const DEADLINE = 60_000;

describe('bad input', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let platform: TestPlatform;
  let repository: GitRepository;
  let scheduler: TestScheduler;
  let knex: Knex;
  const replicas = new Set<CatalogReplica>();

  beforeAll(async () => {
    platform = await TestPlatform.start();
    await new RequestModel(platform).install();
  });

  afterAll(async () => {
    await platform.stop();
  });

  beforeEach(async () => {
    repository = await GitRepository.create();
    knex = await databases.init('SQLITE_3');
  });

  afterEach(async () => {
    jest.useRealTimers();
    await Promise.all(Array.from(replicas, stop));
    await repository.remove();
  });

  async function stop(catalog: CatalogReplica) {
    replicas.delete(catalog);
    await catalog.stop();
  }

  function store(more: JsonObject = {}, stateStore: JsonObject = {}) {
    return {
      platform: 'local',
      stateStore: {
        ...{ destination: 'catalog', url: repository.url },
        ...{ branch: 'main', path: 'catalog', ...stateStore },
      },
      ...more,
    };
  }

  async function start(sources: JsonObject): Promise<CatalogReplica> {
    scheduler = new TestScheduler();
    const catalog = await CatalogReplica.start({
      knex,
      platform: {
        kubeconfig: { path: platform.kubeconfig, context: 'local' },
      },
      sources,
      features: [scheduler.feature],
    });
    replicas.add(catalog);
    return catalog;
  }

  async function commit(files: Record<string, string | null>) {
    await repository.commit(
      Object.entries(files).map(([path, text]) => [`catalog/${path}`, text]),
    );
  }

  async function expectEntities(catalog: CatalogReplica, expected: string[]) {
    return await eventually(async () => {
      const entities = await catalog.entities();
      expect([...entities.keys()].sort()).toEqual(expected);
      return entities;
    }, DEADLINE);
  }

  async function sourceOf(catalog: CatalogReplica, name: string) {
    const found = (await catalog.report()).find(
      ({ source }) => source === name,
    );
    if (!found) {
      throw new Error(`There is no source ${name}`);
    }
    return found;
  }

  it('of a branch that is gone leaves the Groups; another branch in the settings is followed', async () => {
    await commit({ 'a.yaml': groupYaml('a'), 'b.yaml': groupYaml('b') });
    const first = await start({ teams: store() });
    await expectEntities(first, ['group:default/a', 'group:default/b']);
    const [before] = (await first.entities()).values();
    await repository.renameBranch('main', 'trunk');
    await scheduler.run();
    expect((await sourceOf(first, 'teams')).error).toContain(
      'has no branch main',
    );
    await expectEntities(first, ['group:default/a', 'group:default/b']);
    await stop(first);

    const second = await start({ teams: store({}, { branch: 'trunk' }) });
    await eventually(async () =>
      expect((await sourceOf(second, 'teams')).error).toBeUndefined(),
    );
    const [after] = (await second.entities()).values();
    expect(after.metadata).toEqual(before.metadata);
  });

  it('of a platform and a store that define the same entity: the first keeps it, the other is reported', async () => {
    const ref = 'component:default/local_database';
    await commit({
      'a.yaml': `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: local_database
spec: { type: other, lifecycle: production, owner: unknown }
`,
    });
    const teams = store({ kinds: ['Component'] });
    const first = await start({ teams });
    await expectEntities(first, [ref]);
    await stop(first);
    const second = await start({ teams, promises: { platform: 'local' } });
    await expectEntities(second, ['api:default/local_database', ref]);
    await eventually(async () => {
      expect(await sourceOf(second, 'promises')).toMatchObject({
        counts: { ingested: 1, foreign: 1 },
        foreign: [{ entityRef: ref, owner: 'teams', isKratixSource: true }],
      });
    }, DEADLINE);
    // Read again, each leaves it as it is.
    const etagOf = (entities: Map<string, Entity>) =>
      entities.get(ref)?.metadata.etag;
    const before = etagOf(await second.entities());
    await scheduler.run();
    await scheduler.run();
    expect(etagOf(await second.entities())).toBe(before);

    await commit({ 'a.yaml': null, 'b.yaml': 'kind: x' });
    await scheduler.run();
    await eventually(async () => {
      const entity = (await second.entities()).get(ref);
      expect(entity?.spec?.type).toBe('kratix-promise');
    }, DEADLINE);
  });

  it('of a file that alternates between valid and broken leaves the last good version', async () => {
    const titleOf = async (catalog: CatalogReplica) =>
      (await catalog.entities()).get('group:default/a')?.metadata.title;
    await commit({ 'a.yaml': groupYaml('a', 'One') });
    const catalog = await start({ teams: store() });
    await expectEntities(catalog, ['group:default/a']);
    for (const title of ['Two', 'Three']) {
      const before = await titleOf(catalog);
      await commit({ 'a.yaml': 'kind: [\n' });
      await scheduler.run();
      expect(await sourceOf(catalog, 'teams')).toMatchObject({
        counts: { ingested: 1, rejected: 1 },
        rejected: [{ path: 'catalog/a.yaml', lastGoodVersionKept: true }],
      });
      expect(await titleOf(catalog)).toBe(before);
      await commit({ 'a.yaml': groupYaml('a', title) });
      await scheduler.run();
      await eventually(
        async () => expect(await titleOf(catalog)).toBe(title),
        DEADLINE,
      );
    }
    expect((await sourceOf(catalog, 'teams')).rejected).toEqual([]);
  });

  it('of long names, refused characters, huge annotations and secrets stays out, or is shortened', async () => {
    const long = 'n'.repeat(60);
    await commit({
      'long.yaml': groupYaml(long),
      'refused.yaml': groupYaml('not/a name'),
      'huge.yaml': groupYaml('huge').replace(
        'spec:',
        `  annotations: { note: "${'x'.repeat(1024 * 1024)}" }\nspec:`,
      ),
      'secret.yaml': `apiVersion: v1
kind: Secret
metadata: { name: s, annotations: { backstage.io/x: y } }
stringData: { password: hunter2 }
---
${groupYaml('ok')}`,
      'broken.yaml': 'apiVersion: backstage.io/v1alpha1\ntoken: "hunter2\n',
    });
    const catalog = await start({ teams: store({ namePrefix: 'team-' }) });
    const entities = await eventually(async () => {
      const found = await catalog.entities();
      expect(found.size).toBe(2);
      return found;
    }, DEADLINE);
    expect([...entities.keys()].sort()).toEqual([
      expect.stringMatching(/^group:default\/team-n{49}-[0-9a-f]{8}$/),
      'group:default/team-ok',
    ]);
    const { rejected } = await sourceOf(catalog, 'teams');
    expect(rejected.map(({ path }) => path)).toEqual([
      'catalog/broken.yaml',
      'catalog/huge.yaml',
      'catalog/refused.yaml',
    ]);
    const all = JSON.stringify([
      ...entities.values(),
      ...rejected,
      ...(await knex('kratix_ledger_entities')),
      ...(await knex('kratix_ledger_rejections')),
    ]);
    expect(all).not.toContain('hunter2');
    expect(all.length).toBeLessThan(20_000);
  });

  it.each(['1970-01-01T00:00:10Z', '2100-01-01T00:00:00Z'])(
    'of a clock that says %s changes nothing about what is read',
    async now => {
      await commit({ 'a.yaml': groupYaml('a', 'One') });
      const right = await start({ teams: store() });
      await expectEntities(right, ['group:default/a']);
      await stop(right);
      // Only this process is wrong about the time: the database and the store are not.
      jest.useFakeTimers({
        doNotFake: [...EVERYTHING_BUT_DATE],
        now: new Date(now),
      });
      const wrong = await start({ teams: store() });
      await commit({ 'b.yaml': groupYaml('b') });
      await scheduler.run();
      expect(await sourceOf(wrong, 'teams')).toMatchObject({
        state: 'current',
        ageSeconds: 0,
        counts: { ingested: 2 },
      });
      await stop(wrong);
      jest.useRealTimers();
      const again = await start({ teams: store() });
      await commit({ 'a.yaml': null });
      await scheduler.run();
      expect(await sourceOf(again, 'teams')).toMatchObject({
        state: 'current',
        counts: { ingested: 1 },
      });
    },
  );

  it('of a bucket is reported, what is good is read, and after a restart only what changed', async () => {
    const bucket = await BucketServer.start();
    try {
      const sources = {
        teams: {
          platform: 'local',
          stateStore: {
            destination: 'bucket',
            path: 'catalog',
            bucket: {
              ...{ name: 'store', endpoint: bucket.endpoint },
              ...{ accessKeyId: 'key', secretAccessKey: 'hunter2' },
            },
          },
        },
      };
      bucket.objects.set('catalog/a.yaml', groupYaml('a'));
      bucket.objects.set('catalog/b.yaml', groupYaml('b'));
      bucket.objects.set('catalog/main.tf', 'x');
      bucket.objects.set('catalog/broken.yaml', 'kind: [\n');
      bucket.objects.set('elsewhere/c.yaml', groupYaml('c'));
      const first = await start(sources);
      await expectEntities(first, ['group:default/a', 'group:default/b']);
      expect(await sourceOf(first, 'teams')).toMatchObject({
        counts: { ingested: 2, rejected: 1 },
        rejected: [{ path: 'catalog/broken.yaml' }],
      });
      await stop(first);

      bucket.read.length = 0;
      bucket.objects.set('catalog/b.yaml', groupYaml('b', 'New'));
      bucket.objects.delete('catalog/a.yaml');
      const second = await start(sources);
      const entities = await eventually(async () => {
        const found = await second.entities();
        expect([...found.keys()]).toEqual(['group:default/b']);
        expect(found.get('group:default/b')?.metadata.title).toBe('New');
        return found;
      }, DEADLINE);
      expect(bucket.read).toEqual(['catalog/b.yaml']);
      expect(JSON.stringify([...entities.values()])).not.toContain('hunter2');
      expect(JSON.stringify(await second.report())).not.toContain('hunter2');
    } finally {
      await Promise.all(Array.from(replicas, stop));
      await bucket.stop();
    }
  });
});
