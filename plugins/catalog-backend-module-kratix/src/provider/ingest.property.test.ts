import { isDeepStrictEqual } from 'node:util';
import { TestDatabases } from '@backstage/backend-test-utils';
import { stringifyEntityRef } from '@backstage/catalog-model';
import fc from 'fast-check';
import { groupYaml } from '../__testUtils__/groups';
import {
  inAnotherProcess,
  ingestionContext,
  openLedger,
  readOptions,
} from '../__testUtils__/ingestion';
import { MemoryStore } from '../__testUtils__/MemoryStore';
import { RecordingConnection } from '../__testUtils__/RecordingConnection';
import { readEntities } from '../reading/readEntities';
import { ingest, IngestionContext } from './ingest';

const databases = TestDatabases.create({ ids: ['SQLITE_3'] });

const path = fc.constantFrom('a.yaml', 'b.yaml', 'c.yaml', 'd/e.yaml');
const name = fc.constantFrom('one', 'two', 'three', 'four');
const title = fc.constantFrom('X', 'Y', 'Z');

const document = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(name, title).map(([n, t]) => groupYaml(n, t)),
  },
  // Broken, and nobody can say what it was.
  { weight: 1, arbitrary: fc.constant('kind: [\n') },
  // Broken, but it says its name.
  {
    weight: 1,
    arbitrary: name.map(n =>
      groupYaml(n).replace('children: []', 'children: 1'),
    ),
  },
  { weight: 1, arbitrary: fc.constant('apiVersion: v1\nkind: Namespace\n') },
);

const commit = fc.dictionary(
  path,
  fc.option(
    fc.array(document, { maxLength: 3 }).map(all => all.join('---\n')),
    { nil: undefined },
  ),
  { minKeys: 1, maxKeys: 3 },
);

const replica = fc.constantFrom(0, 1);
const step = fc.oneof(
  {
    weight: 4,
    arbitrary: commit.map(changes => ({ type: 'commit' as const, changes })),
  },
  { weight: 1, arbitrary: fc.constant({ type: 'rewrite' as const }) },
  { weight: 5, arbitrary: replica.map(by => ({ type: 'read' as const, by })) },
  {
    weight: 1,
    arbitrary: replica.map(by => ({ type: 'outage' as const, by })),
  },
  {
    weight: 1,
    arbitrary: replica.map(by => ({ type: 'restart' as const, by })),
  },
  // The process ends before its mutation, or between the mutation and the ledger.
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('crash' as const),
      by: replica,
      isApplied: fc.boolean(),
    }),
  },
  // The other replica commits a whole read while this one is about to hand over.
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('race' as const),
      by: replica,
      changes: commit,
    }),
  },
);

describe('ingest, whatever happens', () => {
  it('ends with what the store says and never removes what it holds', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 3, maxLength: 14 }),
        async steps => {
          const knex = await databases.init('SQLITE_3');
          const ledger = await openLedger(knex);
          const store = new MemoryStore();
          const connection = new RecordingConnection(knex);
          const replicas: IngestionContext[] = [0, 1].map(() =>
            ingestionContext({
              ledger,
              reader: store,
              connection,
              removalGuard: false,
            }),
          );
          const restart = (by: number) => {
            replicas[by] = inAnotherProcess(replicas[by]);
          };

          for (const current of steps) {
            switch (current.type) {
              case 'commit':
                store.commit(current.changes);
                break;
              case 'rewrite':
                store.rewrite();
                break;
              case 'read':
                await ingest(replicas[current.by]);
                break;
              case 'outage':
                store.isDown = true;
                await ingest(replicas[current.by]).catch(() => undefined);
                store.isDown = false;
                break;
              case 'restart':
                restart(current.by);
                break;
              case 'crash': {
                const { isApplied, by } = current;
                const crashed = jest.spyOn(ledger, 'advance');
                if (isApplied) {
                  crashed.mockRejectedValueOnce(new Error('crash'));
                } else {
                  connection.before = () => {
                    throw new Error('crash');
                  };
                }
                await ingest(replicas[by]).catch(() => undefined);
                crashed.mockRestore();
                connection.before = () => {};
                restart(by);
                break;
              }
              case 'race': {
                const { by, changes } = current;
                connection.before = async () => {
                  connection.before = () => {};
                  store.commit(changes);
                  await ingest(replicas[1 - by]);
                };
                await ingest(replicas[by]);
                connection.before = () => {};
                break;
              }
              default:
                throw new Error('unreachable');
            }
          }

          // A removal from here on must be of something that the store no longer holds.
          const files = await Promise.all(
            [...store.head].map(([file, content]) =>
              readEntities({ path: file, content }, readOptions),
            ),
          );
          const defined = new Set(
            files.flatMap(file => file.entities.map(({ ref }) => ref)),
          );
          connection.before = mutation => {
            for (const removed of mutation.type === 'delta'
              ? mutation.removed
              : []) {
              const ref =
                'entityRef' in removed
                  ? removed.entityRef
                  : stringifyEntityRef(removed.entity);
              expect(defined).not.toContain(ref);
            }
          };
          await ingest(inAnotherProcess(replicas[0], { takesForDead: true }));

          const held = new Map(
            (await ledger.entities()).map(row => [row.ref, row]),
          );
          expect([...connection.entities.keys()].sort()).toEqual(
            [...held.keys()].sort(),
          );
          for (const ref of defined) {
            expect([...held.keys()]).toContain(ref);
          }
          // What the file says now, or what it said before it broke.
          const differences = [...held].filter(([ref, row]) => {
            const file = files.find(other => other.path === row.path);
            const written = file?.entities.find(other => other.ref === ref);
            const isBroken = file?.rejections.some(
              rejection =>
                rejection.broken &&
                (rejection.ref === undefined || rejection.ref === ref),
            );
            return written
              ? !isDeepStrictEqual(connection.entities.get(ref), written.entity)
              : !isBroken;
          });
          expect(differences).toEqual([]);
          const rejections = (await ledger.rejections.list('teams')).length;
          const expected = files.flatMap(file => [
            ...file.rejections,
            ...file.entities.filter(
              entity => held.get(entity.ref)?.path !== file.path,
            ),
          ]).length;
          expect(rejections).toBe(expected);
          expect(await ledger.source('teams')).toMatchObject({
            intents: [],
            entities: held.size,
          });

          connection.mutations.length = 0;
          restart(1);
          await ingest(replicas[1]);
          expect(connection.mutations).toEqual([]);
          await knex.destroy();
        },
      ),
      { numRuns: 200 },
    );
  }, 300_000);
});
