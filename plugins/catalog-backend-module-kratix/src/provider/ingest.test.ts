import { TestDatabases } from '@backstage/backend-test-utils';
import { ServiceUnavailableError } from '@backstage/errors';
import { StateStoreFile } from 'backstage-plugin-kratix-node';
import { groupYaml } from '../__testUtils__/groups';
import {
  inAnotherProcess,
  ingestionContext,
  openLedger,
  readOptions,
} from '../__testUtils__/ingestion';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { RecordingConnection } from '../__testUtils__/RecordingConnection';
import { ingest } from './ingest';
import { readStore } from '../store/readStore';

// PostgreSQL where there is one; the test library would otherwise start a container in CI.
const hasPostgres = Boolean(
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING,
);
const databases = TestDatabases.create({
  ids: hasPostgres ? ['SQLITE_3', 'POSTGRES_15'] : ['SQLITE_3'],
});

function teams(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [
      `teams/${i}.yaml`,
      groupYaml(`team-${i}`),
    ]),
  );
}

async function* upTo(
  count: number,
  files: AsyncIterable<StateStoreFile>,
): AsyncGenerator<StateStoreFile> {
  let given = 0;
  for await (const file of files) {
    given += 1;
    if (given > count) {
      throw new ServiceUnavailableError('broken off');
    }
    yield file;
  }
}

async function* reversed(
  files: AsyncIterable<StateStoreFile>,
): AsyncGenerator<StateStoreFile> {
  const all: StateStoreFile[] = [];
  for await (const file of files) {
    all.unshift(file);
  }
  yield* all;
}

describe.each(databases.eachSupportedId())('ingest on %s', databaseId => {
  async function setUp() {
    const knex = await databases.init(databaseId);
    const ledger = await openLedger(knex);
    const reader = new MemoryStore();
    const connection = new RecordingConnection(knex);
    const context = ingestionContext({ ledger, reader, connection });
    return { knex, ledger, reader, connection, context };
  }

  it('hands over what the store holds, then only what changes', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit({ ...teams(3), 'main.tf': 'x', 'ns.yaml': 'apiVersion: v1' });
    expect(await ingest(context)).toMatchObject({
      outcome: 'applied',
      added: 3,
      removed: 0,
    });
    expect([...connection.entities.keys()].sort()).toEqual([
      'group:default/team-0',
      'group:default/team-1',
      'group:default/team-2',
    ]);

    reader.filesRead.length = 0;
    reader.commit({
      'teams/1.yaml': groupYaml('team-1', 'Renamed'),
      'teams/2.yaml': undefined,
    });
    expect(await ingest(context)).toMatchObject({ added: 1, removed: 1 });
    expect(reader.filesRead).toEqual(['teams/1.yaml']);
    expect(connection.mutations.slice(1)).toEqual([
      {
        type: 'delta',
        added: [
          {
            locationKey: 'kratix:teams',
            entity: expect.objectContaining({
              metadata: expect.objectContaining({ title: 'Renamed' }),
            }),
          },
        ],
        removed: [],
      },
      {
        type: 'delta',
        added: [],
        removed: [
          { entityRef: 'group:default/team-2', locationKey: 'kratix:teams' },
        ],
      },
    ]);
  });

  it('makes no mutation when nothing changed, also in a new process', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(3));
    await ingest(context);
    connection.mutations.length = 0;
    reader.filesRead.length = 0;
    expect(await ingest(inAnotherProcess(context))).toMatchObject({
      outcome: 'unchanged',
    });
    expect(connection.mutations).toEqual([]);
    expect(reader.filesRead).toEqual([]);
  });

  it('makes no mutation for a commit that alters no entity', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(3));
    await ingest(context);
    connection.mutations.length = 0;
    reader.commit({
      'teams/0.yaml': `# comment\n${groupYaml('team-0')}`,
      'README.yaml': 'a: b',
    });
    await ingest(context);
    expect(connection.mutations).toEqual([]);
  });

  it('hands over at most 1,000 entities at a time', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(3));
    await ingest(context);
    reader.commit(teams(2103));
    await ingest(context);
    expect(
      connection.mutations.map(mutation =>
        mutation.type === 'delta' ? mutation.added.length : 0,
      ),
    ).toEqual([3, 1000, 1000, 100]);
  });

  it('hands over smaller batches at first, while it reads the next', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(1100));
    await ingest(context);
    expect(
      connection.mutations.map(mutation =>
        mutation.type === 'delta' ? mutation.added.length : 0,
      ),
    ).toEqual([500, 500, 100]);
  });

  it('changes nothing when the store cannot be read', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(3));
    await ingest(context);
    reader.isDown = true;
    await expect(ingest(context)).rejects.toThrow(ServiceUnavailableError);
    expect(connection.entities.size).toBe(3);
  });

  it('changes nothing when the history is rewritten and the files are the same', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(30));
    await ingest(context);
    connection.mutations.length = 0;
    reader.rewrite();
    expect(await ingest(context)).toMatchObject({ outcome: 'unchanged' });
    expect(connection.mutations).toEqual([]);
  });

  it('follows a rewritten history that holds other files', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(5));
    await ingest(context);
    reader.commit({ 'teams/0.yaml': undefined, 'new.yaml': groupYaml('new') });
    reader.rewrite();
    await ingest(context);
    expect([...connection.entities.keys()].sort()).toEqual([
      'group:default/new',
      'group:default/team-1',
      'group:default/team-2',
      'group:default/team-3',
      'group:default/team-4',
    ]);
  });

  const gone = (count: number) =>
    Object.fromEntries(
      Object.keys(teams(count)).map(path => [path, undefined]),
    );

  it('holds a repository that was replaced by an empty one, until the guard is off', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(3));
    await ingest(context);
    reader.commit(gone(3));
    reader.rewrite();
    expect(await ingest(context)).toMatchObject({
      removed: 0,
      held: { removals: 3 },
      isNewlyHeld: true,
    });
    expect(connection.entities.size).toBe(3);
    expect(await ingest({ ...context, removalGuard: false })).toMatchObject({
      outcome: 'applied',
      removed: 3,
      held: undefined,
    });
    expect(connection.entities.size).toBe(0);
  });

  it('holds removals beyond 30 % and ten, applies the rest of the read, and tells it once', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(40));
    await ingest(context);
    reader.commit({
      ...gone(13),
      'teams/20.yaml': groupYaml('team-20', 'Renamed'),
      'new.yaml': groupYaml('new'),
    });
    expect(await ingest(context)).toMatchObject({
      added: 2,
      removed: 0,
      held: { removals: 13, entities: 40 },
      isNewlyHeld: true,
    });
    expect(connection.entities.size).toBe(41);
    expect(
      connection.entities.get('group:default/team-20')?.metadata.title,
    ).toBe('Renamed');
    connection.mutations.length = 0;
    reader.filesRead.length = 0;
    expect(await ingest(inAnotherProcess(context))).toMatchObject({
      held: { removals: 13 },
      isNewlyHeld: false,
    });
    expect(connection.mutations).toEqual([]);
    expect(reader.filesRead).toEqual([]);
    expect(await ledger.source('teams')).toMatchObject({ entities: 41 });
  });

  it('drops what is held by itself when the entities come back, and only those', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(40));
    await ingest(context);
    reader.commit(gone(13));
    await ingest(context);
    const { id, since } = (await ledger.source('teams')).held ?? {};

    reader.commit({ 'elsewhere.yaml': groupYaml('team-0', 'Moved') });
    // Twelve would have been let through in the first place; those were not.
    expect(await ingest(context)).toMatchObject({
      removed: 0,
      held: { removals: 12, since },
      isNewlyHeld: false,
    });
    expect((await ledger.source('teams')).held?.id).not.toBe(id);
    expect(
      connection.entities.get('group:default/team-0')?.metadata.title,
    ).toBe('Moved');
    reader.commit({ ...teams(40), 'elsewhere.yaml': undefined });
    expect((await ingest(context)).held).toBeUndefined();
    expect(connection.entities.size).toBe(40);
    expect(await ledger.removals.list('teams')).toEqual([]);

    reader.commit(gone(12));
    expect(await ingest(context)).toMatchObject({ removed: 12 });
  });

  it('holds every further removal while too much is held, after a rewritten history too', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(40));
    await ingest(context);
    reader.commit(gone(13));
    await ingest(context);
    reader.commit({ 'teams/30.yaml': undefined });
    expect((await ingest(context)).held?.removals).toBe(14);
    reader.rewrite();
    expect((await ingest(context)).held?.removals).toBe(14);
    expect(connection.entities.size).toBe(40);
  });

  it('removes what a person has released, and holds what came on top', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(60));
    await ingest(context);
    reader.commit(gone(20));
    const { held } = await ingest(context);
    await expect(ledger.removals.release('teams', 'else')).rejects.toThrow(
      /other removals/,
    );
    expect(await ledger.removals.release('teams', held?.id ?? '')).toBe(20);
    // Back in the meantime, and gone in the meantime.
    reader.commit({ ...teams(1), 'teams/50.yaml': undefined });
    expect(await ingest(inAnotherProcess(context))).toMatchObject({
      removed: 19,
      held: { removals: 1 },
      isNewlyHeld: true,
    });
    expect(connection.entities.has('group:default/team-0')).toBe(true);
    expect(connection.entities.has('group:default/team-50')).toBe(true);
    expect(connection.entities.size).toBe(41);
    await expect(
      ledger.removals.release('teams', held?.id ?? ''),
    ).rejects.toThrow(/other removals/);
  });

  it('releases without a new revision, and while another replica reads', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(40));
    await ingest(context);
    reader.commit(gone(40));
    const { held } = await ingest(context);
    reader.commit({ 'new.yaml': groupYaml('new') });
    connection.before = async () => {
      connection.before = () => {};
      await ledger.removals.release('teams', held?.id ?? '');
    };
    expect(await ingest(context)).toMatchObject({ removed: 40 });
    expect([...connection.entities.keys()]).toEqual(['group:default/new']);
    expect(await ledger.source('teams')).toMatchObject({
      held: undefined,
      intents: [],
      entities: 1,
    });
    await expect(ledger.removals.release('teams', 'x')).rejects.toThrow(
      /no removals/,
    );
  });

  it('hands over anew what the catalog has lost, and nothing else', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(5));
    await ingest(context);
    await connection.delete(['group:default/team-1', 'group:default/team-3']);
    reader.commit({ 'teams/3.yaml': undefined });
    connection.mutations.length = 0;
    const find = async (entities: number) =>
      await ledger.catalog.lost('teams', 'kratix:teams', entities);
    const lost = await find(3);
    // Of so many, page by page.
    expect(await find(10_001)).toEqual(lost);
    expect(lost).toEqual(['group:default/team-1', 'group:default/team-3']);
    expect(
      await ingest({ ...context, findLost: async () => lost }),
    ).toMatchObject({ added: 1 });
    expect(connection.entities.has('group:default/team-1')).toBe(true);
    expect(connection.entities.size).toBe(4);
    expect(await ledger.source('teams')).toMatchObject({ entities: 4 });
  });

  it('leaves a name to another provider, says so, and takes it when that one goes', async () => {
    const { knex, ledger, reader, connection, context } = await setUp();
    const org = new RecordingConnection(knex, 'github-org');
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'team-1' },
    };
    const give = { entity, locationKey: 'github-org' };
    await org.applyMutation({ type: 'delta', added: [give], removed: [] });
    reader.commit(teams(3));
    expect(await ingest(context)).toMatchObject({ added: 2 });
    expect(await ledger.source('teams')).toMatchObject({ entities: 2 });
    expect(await ledger.rejections.list('teams', { foreign: true })).toEqual([
      expect.objectContaining({
        ref: 'group:default/team-1',
        path: 'teams/1.yaml',
        owner: 'github-org',
      }),
    ]);
    connection.mutations.length = 0;
    await ingest(context);
    expect(connection.mutations).toEqual([]);

    await org.delete(['group:default/team-1']);
    await ingest(context);
    expect(connection.entities.size).toBe(3);
    expect(await ledger.rejections.list('teams')).toEqual([]);
  });

  it('notices a provider that takes the name at the same moment', async () => {
    const { knex, ledger, reader, connection, context } = await setUp();
    const org = new RecordingConnection(knex, 'github-org');
    reader.commit(teams(2));
    connection.before = async () => {
      connection.before = () => {};
      const entity = {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Group',
        metadata: { name: 'team-1' },
      };
      await org.applyMutation({
        type: 'delta',
        added: [{ entity }],
        removed: [],
      });
    };
    await ingest(context);
    expect([...connection.entities.keys()]).toEqual(['group:default/team-0']);
    expect(await ledger.source('teams')).toMatchObject({
      entities: 1,
      intents: [],
    });
    expect(await ledger.rejections.count('teams')).toEqual({
      rejected: 0,
      foreign: 1,
    });
  });

  it('lets ten entities go at once, however few there are', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit(teams(10));
    await ingest(context);
    reader.commit(
      Object.fromEntries(Object.keys(teams(10)).map(p => [p, undefined])),
    );
    await ingest(context);
    expect(connection.entities.size).toBe(0);
  });

  it('keeps the last good version of a file while it is broken', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit({
      'a.yaml': groupYaml('a', 'Good'),
      'b.yaml': groupYaml('b'),
    });
    await ingest(context);
    reader.commit({ 'a.yaml': 'kind: [', 'b.yaml': groupYaml('b', 'New') });
    expect(await ingest(context)).toMatchObject({
      newRejections: [{ path: 'a.yaml', line: 1 }],
    });
    expect(connection.entities.get('group:default/a')?.metadata.title).toBe(
      'Good',
    );
    expect(connection.entities.get('group:default/b')?.metadata.title).toBe(
      'New',
    );
    expect(await ledger.rejections.list('teams')).toMatchObject([
      { path: 'a.yaml' },
    ]);

    reader.rewrite();
    expect((await ingest(context)).newRejections).toEqual([]);
    expect(connection.entities.size).toBe(2);
    reader.commit({ 'a.yaml': groupYaml('a', 'Better') });
    await ingest(context);
    expect(connection.entities.get('group:default/a')?.metadata.title).toBe(
      'Better',
    );
    expect(await ledger.rejections.list('teams')).toEqual([]);
    reader.commit({ 'a.yaml': undefined });
    await ingest(context);
    expect([...connection.entities.keys()]).toEqual(['group:default/b']);
  });

  it('leaves a name to the file that holds it, and passes it on when that file goes', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit({ 'z.yaml': groupYaml('team', 'Holder') });
    await ingest(context);
    reader.commit({
      'm.yaml': groupYaml('team', 'Second'),
      'n.yaml': groupYaml('team', 'Third'),
    });
    await ingest(context);
    const title = () =>
      connection.entities.get('group:default/team')?.metadata.title;
    expect(title()).toBe('Holder');
    expect(await ledger.rejections.list('teams')).toMatchObject([
      { path: 'm.yaml', reason: expect.stringContaining('z.yaml') },
      { path: 'n.yaml', reason: expect.stringContaining('z.yaml') },
    ]);

    reader.commit({ 'z.yaml': undefined });
    await ingest(context);
    expect(title()).toBe('Second');
    expect(connection.mutations.at(-1)).toMatchObject({ removed: [] });
    expect(await ledger.rejections.list('teams')).toMatchObject([
      { path: 'n.yaml', reason: expect.stringContaining('m.yaml') },
    ]);
  });

  it('gives a name that two files claim at once to the first by path', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit({
      'b.yaml': groupYaml('team', 'B'),
      'a.yaml': groupYaml('team', 'A'),
    });
    await ingest(context);
    expect(connection.entities.get('group:default/team')?.metadata.title).toBe(
      'A',
    );
  });

  it('leaves a name to the source that holds it, and tells which source may take it then', async () => {
    const { knex, ledger, reader, connection, context } = await setUp();
    const otherStore = new MemoryStore();
    const otherConnection = new RecordingConnection(knex, 'kratix:others');
    const other = ingestionContext({
      ledger,
      reader: otherStore,
      connection: otherConnection,
      source: 'others',
    });
    reader.commit({ 'a.yaml': groupYaml('team') });
    otherStore.commit({ 'b.yaml': groupYaml('team') });
    await ingest(context);
    expect(await ingest(other)).toMatchObject({
      outcome: 'unchanged',
      newRejections: [{ reason: expect.stringContaining('teams (a.yaml)') }],
    });
    expect(otherConnection.mutations).toEqual([]);

    reader.commit({ 'a.yaml': undefined, 'c.yaml': groupYaml('c') });
    expect(await ingest(context)).toMatchObject({ freedFor: ['others'] });
    expect(connection.entities.has('group:default/team')).toBe(false);
    await ingest(other);
    expect([...otherConnection.entities.keys()]).toEqual([
      'group:default/team',
    ]);
    expect(await ledger.rejections.list('others')).toEqual([]);
  });

  it('repeats what a crash between the catalog and the ledger left open', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(3));
    const crash = jest
      .spyOn(ledger, 'advance')
      .mockRejectedValueOnce(new Error('crash'));
    await expect(ingest(context)).rejects.toThrow('crash');
    crash.mockRestore();
    expect(connection.entities.size).toBe(3);

    // What only the crashed process had handed over is gone from the store by now.
    reader.commit({ 'teams/0.yaml': undefined });
    await ingest(inAnotherProcess(context, { takesForDead: true }));
    expect([...connection.entities.keys()].sort()).toEqual([
      'group:default/team-1',
      'group:default/team-2',
    ]);
    expect((await ledger.source('teams')).intents).toEqual([]);
  });

  it('repairs what it handed over late, after another replica had gone further', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit({
      'a.yaml': groupYaml('a', 'One'),
      'b.yaml': groupYaml('b'),
    });
    await ingest(context);
    reader.commit({
      'a.yaml': groupYaml('a', 'Two'),
      'c.yaml': groupYaml('c'),
    });
    connection.before = async () => {
      connection.before = () => {};
      reader.commit({
        'a.yaml': groupYaml('a', 'Three'),
        'c.yaml': undefined,
      });
      await ingest(inAnotherProcess(context));
    };
    await ingest(context);
    expect(connection.entities.get('group:default/a')?.metadata.title).toBe(
      'Three',
    );
    expect([...connection.entities.keys()].sort()).toEqual([
      'group:default/a',
      'group:default/b',
    ]);
    expect(await ledger.source('teams')).toMatchObject({
      intents: [],
      entities: 2,
    });
  });

  it('reads no file twice when two replicas do the same at once', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(50));
    await ingest(context);
    reader.commit({ 'teams/0.yaml': groupYaml('team-0', 'New') });
    reader.filesRead.length = 0;
    connection.before = async () => {
      connection.before = () => {};
      await ingest(inAnotherProcess(context));
    };
    await ingest(context);
    expect(reader.filesRead).toEqual(['teams/0.yaml', 'teams/0.yaml']);
    expect((await ledger.source('teams')).intents).toEqual([]);
  });

  it('reads everything anew when the settings change', async () => {
    const { reader, connection, context } = await setUp();
    reader.commit({
      'a.yaml': groupYaml('a'),
      'b.yaml': `apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: b\nspec:\n  memberOf: []\n`,
    });
    await ingest(context);
    expect(connection.entities.size).toBe(2);
    await ingest({
      ...context,
      settings: 'other',
      read: readStore(reader, { ...readOptions, kinds: ['Group'] }),
    });
    expect([...connection.entities.keys()]).toEqual(['group:default/a']);
  });

  it('hands over a first read while the rest is still being read', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(2500));
    const readWhenHandedOver: number[] = [];
    connection.before = () => {
      readWhenHandedOver.push(reader.filesRead.length);
    };
    expect(await ingest(context)).toMatchObject({ added: 2500, files: 2500 });
    expect(readWhenHandedOver[0]).toBeLessThan(2500);
    expect(await ledger.source('teams')).toMatchObject({
      entities: 2500,
      intents: [],
    });
  });

  it('finishes a first read that broke off, and takes back what is gone meanwhile', async () => {
    const { ledger, reader, connection, context } = await setUp();
    reader.commit(teams(1500));
    const broken = reader.read.bind(reader);
    reader.read = async since => {
      const changes = await broken(since);
      return { ...changes, changed: upTo(1200, changes.changed) };
    };
    await expect(ingest(context)).rejects.toThrow('broken off');
    expect(connection.entities.size).toBe(1000);

    reader.read = broken;
    const [first] = connection.entities.values();
    reader.commit({
      [`teams/${first.metadata.name.slice('team-'.length)}.yaml`]: undefined,
    });
    await ingest(context);
    expect(connection.entities.size).toBe(1499);
    expect(await ledger.source('teams')).toMatchObject({
      entities: 1499,
      intents: [],
    });
  });

  it('refuses files out of order where that would give a name to another file', async () => {
    const { reader, context } = await setUp();
    reader.commit({ 'a.yaml': groupYaml('x'), 'b.yaml': groupYaml('x') });
    const inOrder = reader.read.bind(reader);
    reader.read = async since => {
      const changes = await inOrder(since);
      return { ...changes, changed: reversed(changes.changed) };
    };
    await expect(ingest(context)).rejects.toThrow('gave b.yaml before a.yaml');
  });
});
