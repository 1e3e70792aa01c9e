import { TestDatabases } from '@backstage/backend-test-utils';
import { isError } from '@backstage/errors';
import { EntityProviderConnection } from '@backstage/plugin-catalog-node';
import fc from 'fast-check';
import { groupYaml } from '../__testUtils__/groups';
import {
  inAnotherProcess,
  ingestionContext,
  openLedger,
} from '../__testUtils__/ingestion';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { RecordingConnection } from '../__testUtils__/RecordingConnection';
import { ingest, IngestionContext } from './ingest';
import { SingleFlight } from './SingleFlight';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

/** A promise, and what settles it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>(resolve => {
    open = resolve;
  });
  return { opened, open };
}

/** A connection whose mutations wait, before they reach the catalog and before they return. */
function slow(connection: EntityProviderConnection) {
  const [asked, land, landed, finish] = [gate(), gate(), gate(), gate()];
  const slowed: EntityProviderConnection = {
    refresh: options => connection.refresh(options),
    async applyMutation(mutation) {
      asked.open();
      await land.opened;
      await connection.applyMutation(mutation);
      landed.open();
      await finish.opened;
    },
  };
  return { connection: slowed, asked, land, landed, finish };
}

/** The suite repeats the same interleavings; others with these variables. */
const SEED = Number(process.env.KRATIX_REPLICAS_SEED ?? 20261128);
const RUNS = Number(process.env.KRATIX_REPLICAS_RUNS ?? 60);

describe('replicas', () => {
  async function setUp() {
    const knex = await databases.init('SQLITE_3');
    const ledger = await openLedger(knex);
    const reader = new MemoryStore();
    const connection = new RecordingConnection(knex);
    const context = ingestionContext({ ledger, reader, connection });
    const title = () =>
      connection.entities.get('group:default/a')?.metadata.title;
    const commit = (text: string | undefined) =>
      reader.commit({ 'a.yaml': text && groupYaml('a', text) });
    return { knex, ledger, reader, connection, context, title, commit };
  }

  it('repair a late mutation that is what the ledger said when it came', async () => {
    const { ledger, connection, context, title, commit } = await setUp();
    commit('One');
    await ingest(context);

    // Two do the same, the first of them slowly.
    commit('Two');
    const late = slow(connection);
    const first = ingest({ ...context, connection: late.connection });
    await late.asked.opened;
    await ingest(inAnotherProcess(context));
    // A third has handed over what came next, and has not entered it.
    commit('Three');
    const next = slow(connection);
    const third = ingest({
      ...inAnotherProcess(context),
      connection: next.connection,
    });
    next.land.open();
    await next.landed.opened;
    late.land.open();
    late.finish.open();
    await first;
    next.finish.open();
    await third;

    expect(title()).toBe('Three');
    expect((await ledger.source('teams')).intents).toEqual([]);
  });

  it('repair what they did late after they were taken for dead', async () => {
    const { connection, context, title, commit } = await setUp();
    commit('One');
    await ingest(context);
    commit('Two');
    const late = slow(connection);
    const first = ingest({ ...context, connection: late.connection });
    await late.asked.opened;
    commit('Three');
    await ingest(inAnotherProcess(context, { takesForDead: true }));
    late.land.open();
    late.finish.open();
    await first;
    expect(title()).toBe('Three');
  });

  it('repair what one handed over late that then died', async () => {
    const { ledger, connection, context, title, commit } = await setUp();
    commit('One');
    await ingest(context);
    commit('Two');
    const late = slow(connection);
    const dying = ingest({
      ...inAnotherProcess(context),
      connection: late.connection,
    });
    dying.catch(() => {});
    await late.asked.opened;
    commit('Three');
    const patient = inAnotherProcess(context, { looks: 2 });
    await ingest(patient);
    expect((await ledger.source('teams')).intents).toHaveLength(1);
    late.land.open();
    await late.landed.opened;
    expect(title()).toBe('Two');
    // It never comes back. The other looks once more.
    await ingest(patient);
    expect(title()).toBe('Three');
    expect((await ledger.source('teams')).intents).toEqual([]);
  });

  it('keep what one made late of an entity whose file is broken by then, until the file is whole', async () => {
    const { ledger, reader, connection, context } = await setUp();
    const one = (text: string) => groupYaml('a', text);
    reader.commit({ 'c.yaml': one('Old') });
    const late = slow(connection);
    const first = ingest({ ...context, connection: late.connection });
    await late.asked.opened;
    reader.commit({ 'a.yaml': one('Good'), 'c.yaml': 'kind: [' });
    await ingest(inAnotherProcess(context));
    late.land.open();
    await late.landed.opened;
    // What the other has handed over is overwritten, and nobody has it any more.
    reader.commit({ 'a.yaml': 'kind: [', 'c.yaml': undefined });
    late.finish.open();
    await first;
    const rows = () => ledger.holders(['group:default/a']);
    expect(connection.entities.has('group:default/a')).toBe(true);
    expect(await rows()).toMatchObject([{ path: 'a.yaml', hash: '' }]);

    reader.commit({ 'a.yaml': one('Good') });
    await ingest(context);
    const entity = connection.entities.get('group:default/a');
    expect(entity?.metadata).toMatchObject({
      title: 'Good',
      annotations: {
        'backstage.io/managed-by-location': 'kratix:local/catalog/a.yaml',
      },
    });
    expect(await rows()).not.toMatchObject([{ hash: '' }]);
  });

  it('tell a source of a name that was freed while it began to wait for it', async () => {
    const { knex, ledger, context, commit } = await setUp();
    const otherStore = new MemoryStore();
    otherStore.commit({ 'b.yaml': groupYaml('a', 'Other') });
    const other = ingestionContext({
      ledger,
      reader: otherStore,
      connection: new RecordingConnection(knex, 'kratix:others'),
      source: 'others',
    });
    commit('One');
    await ingest(context);

    const reading = gate();
    const waits = gate();
    const waiting = ingest({
      ...other,
      ledger: Object.assign(Object.create(ledger), {
        async advance(...advance: Parameters<typeof ledger.advance>) {
          reading.open();
          await waits.opened;
          return await ledger.advance(...advance);
        },
      }),
    });
    await reading.opened;
    commit(undefined);
    // Nobody waits for the name yet, as far as the ledger says.
    expect((await ingest(context)).freedFor).toEqual([]);
    waits.open();
    expect((await waiting).freedFor).toEqual(['others']);
    expect(await ingest(other)).toMatchObject({ added: 1, freedFor: [] });
  });

  describe('in any order of what they do', () => {
    const file = fc.constantFrom('a.yaml', 'b.yaml');
    const changes = fc.dictionary(
      file,
      fc.option(
        fc.tuple(fc.constantFrom('one', 'two'), fc.constantFrom('X', 'Y', 'Z')),
        { nil: undefined },
      ),
      { minKeys: 1 },
    );
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          type: fc.constant('commit' as const),
          source: fc.constantFrom('teams', 'others'),
          changes,
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({
          type: fc.constant('death' as const),
          process: fc.constantFrom(0, 1, 2),
        }),
      },
    );

    it('end with what the stores say, at the latest when whoever waits for a name asks again', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.scheduler(),
          fc.array(step, { minLength: 1, maxLength: 6 }),
          async (scheduler, steps) => {
            const knex = await databases.init('SQLITE_3');
            const ledger = await openLedger(knex);
            const sources = ['teams', 'others'].map(source => {
              const connection = new RecordingConnection(
                knex,
                `kratix:${source}`,
              );
              return { source, store: new MemoryStore(), connection };
            });

            interface Process {
              isDead: boolean;
              flights: Map<string, SingleFlight>;
            }
            const startProcess = (): Process => {
              const self: Process = { isDead: false, flights: new Map() };
              /** Who is dead does nothing more, but what it asked for is done. */
              const live = async () => {
                if (self.isDead) {
                  await new Promise(() => {});
                }
              };
              for (const { source, store, connection } of sources) {
                const land = scheduler.scheduleFunction(
                  connection.applyMutation.bind(connection),
                );
                const enter = scheduler.scheduleFunction(async () => {});
                const context: IngestionContext = {
                  ...ingestionContext({
                    ledger: Object.assign(Object.create(ledger), {
                      async advance(...by: Parameters<typeof ledger.advance>) {
                        await enter();
                        await live();
                        return await ledger.advance(...by);
                      },
                    }),
                    reader: store,
                    source,
                    removalGuard: false,
                    connection: {
                      refresh: async () => {},
                      async applyMutation(mutation) {
                        await land(mutation);
                        await live();
                      },
                    },
                  }),
                };
                const flight = new SingleFlight(async () => {
                  for (let tries = 0; tries < 20; tries++) {
                    try {
                      const { freedFor } = await ingest(context);
                      freedFor.forEach(
                        other => void self.flights.get(other)?.request(),
                      );
                      return;
                    } catch (error) {
                      if (!isError(error) || error.name !== 'ConflictError') {
                        throw error;
                      }
                    }
                  }
                });
                self.flights.set(source, flight);
              }
              return self;
            };
            const processes = [0, 1, 2].map(startProcess);
            const hint = (source: string) =>
              processes.forEach(
                ({ flights }) => void flights.get(source)?.request(),
              );
            let deaths = 0;
            const { task } = scheduler.scheduleSequence(
              steps.map(current => async () => {
                if (current.type === 'death') {
                  deaths += 1;
                  processes[current.process].isDead = true;
                  processes[current.process] = startProcess();
                  sources.forEach(({ source }) => hint(source));
                  return;
                }
                const { store } = sources.filter(
                  ({ source }) => source === current.source,
                )[0];
                store.commit(
                  Object.fromEntries(
                    Object.entries(current.changes).map(([path, group]) => [
                      path,
                      group && groupYaml(...group),
                    ]),
                  ),
                );
                hint(current.source);
              }),
            );
            const idle = async () => {
              await task;
              for (let round = 0; round < 3; round++) {
                for (const { flights } of processes) {
                  for (const flight of flights.values()) {
                    await flight.idle();
                  }
                }
              }
            };
            await scheduler.waitFor(idle());
            // What the dead have asked for comes through as well.
            await scheduler.waitAll();
            // Whoever waits for a name asks again within a minute (`SourceEntityProvider`).
            for (const { source } of sources) {
              if ((await ledger.source(source)).waiting) {
                processes[0].flights.get(source)?.request();
              }
            }
            await scheduler.waitFor(idle());
            await scheduler.waitAll();
            if (deaths) {
              const look = async (names: string[]) => {
                const freed: string[] = [];
                for (const { source, store, connection } of sources) {
                  if (names.includes(source)) {
                    const { freedFor } = await ingest(
                      inAnotherProcess(
                        ingestionContext({
                          ...{ ledger, connection, source, reader: store },
                          removalGuard: false,
                        }),
                        { takesForDead: true },
                      ),
                    );
                    freed.push(...freedFor);
                  }
                }
                return freed;
              };
              // What is taken back for the dead frees names, and who waits for those is told.
              await look(await look(sources.map(({ source }) => source)));
            }

            const titles = sources.map(({ store }) => {
              const found = new Map<string, Set<string>>();
              for (const text of store.head.values()) {
                const name = /name: (.*)/.exec(text)?.[1];
                const ref = `group:default/${name}`;
                const title = `${/title: (.*)/.exec(text)?.[1]}`;
                found.set(ref, (found.get(ref) ?? new Set()).add(title));
              }
              return found;
            });
            const wrong: string[] = [];
            for (const ref of ['group:default/one', 'group:default/two']) {
              const given = sources.flatMap(({ connection }, index) => {
                const entity = connection.entities.get(ref);
                return entity ? [{ index, title: entity.metadata.title }] : [];
              });
              const isDefined = titles.some(found => found.has(ref));
              if (given.length !== (isDefined ? 1 : 0)) {
                wrong.push(`${ref} is there ${given.length} times`);
              }
              for (const { index, title } of given) {
                if (!titles[index].get(ref)?.has(`${title}`)) {
                  wrong.push(`${ref} of ${sources[index].source} is ${title}`);
                }
              }
            }
            expect(wrong).toEqual([]);
            for (const { source } of sources) {
              expect((await ledger.source(source)).intents).toEqual([]);
            }
            await knex.destroy();
          },
        ),
        { numRuns: RUNS, seed: SEED },
      );
    }, 300_000);
  });
});
