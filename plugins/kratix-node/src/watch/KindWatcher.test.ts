import { once } from 'node:events';
import { setImmediate } from 'node:timers/promises';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { ClusterError, ClusterErrorReason } from '../cluster/ClusterError';
import { WatchEvent } from './KindSource';
import { KindStore } from './KindStore';
import { KindWatcher } from './KindWatcher';

const BACKOFF = { base: 100, most: 1_000 };

const team: KubeObject = {
  apiVersion: 'example.org/v1',
  kind: 'Team',
  metadata: { name: 'a', uid: 'u', resourceVersion: 'v1' },
};

/**
 * The delays before each of `lists` lists of a cluster whose watch always ends by losing its place.
 *
 * @param watchMs - how long each watch lives
 */
async function delaysOf(
  lists: number,
  reason: ClusterErrorReason,
  { watchMs = 0, events = [] }: { watchMs?: number; events?: WatchEvent[] },
): Promise<number[]> {
  const delays: number[] = [];
  let now = 0;
  let left = lists;
  await new Promise<void>(resolve => {
    const watcher = new KindWatcher({
      store: new KindStore<KubeObject>(object => object),
      source: {
        async *list() {
          await setImmediate();
          delays.push(0);
          left -= 1;
          yield { objects: [team], resourceVersion: 'v1' };
          if (left === 0) {
            watcher.stop();
            resolve();
          }
        },
        watch: async () => {
          async function* stream() {
            yield* events;
            now += watchMs;
            throw new ClusterError(reason, 'lost');
          }
          return stream();
        },
        get: async () => undefined,
      },
      observer: { changed() {}, synced() {}, failed() {} },
      timing: {
        now: () => now,
        random: () => 1,
        delay: async milliseconds => {
          delays[delays.length - 1] = milliseconds;
        },
      },
      backoff: BACKOFF,
      listTurn: list => list(),
    });
    watcher.start();
  });
  return delays.slice(0, -1);
}

describe('KindWatcher', () => {
  const modified: WatchEvent = { type: 'MODIFIED', object: team };

  it.each<[ClusterErrorReason, WatchEvent[]]>([
    ['expired', []],
    ['expired', [modified]],
    ['malformed', []],
    ['malformed', [modified]],
  ])(
    'lists less and less often while the watch loses its place at once (%s, after %j)',
    async (reason, events) => {
      expect(await delaysOf(8, reason, { events })).toEqual([
        0, 100, 200, 400, 800, 1_000, 1_000,
      ]);
    },
  );

  it('is current again only when a watch that failed has had time to tell what was missed', async () => {
    const told: string[] = [];
    let failures = 0;
    let tell = () => {};
    const backlog = new Promise<void>(resolve => (tell = resolve));
    let caughtUp = () => {};
    const done = new Promise<void>(resolve => (caughtUp = resolve));
    const watcher: KindWatcher<KubeObject> = new KindWatcher({
      store: new KindStore<KubeObject>(object => object),
      source: {
        async *list() {
          yield { objects: [team], resourceVersion: 'v1' };
        },
        watch: async (_, signal) => {
          failures += 1;
          if (failures < 3) {
            throw new ClusterError('unavailable', 'gone');
          }
          async function* stream() {
            await backlog;
            yield {
              type: 'DELETED' as const,
              object: {
                ...team,
                metadata: { ...team.metadata, resourceVersion: 'v2' },
              },
            };
            await once(signal, 'abort');
          }
          return stream();
        },
        get: async () => undefined,
      },
      observer: {
        changed: changes => told.push(...changes.map(({ type }) => type)),
        synced() {
          told.push(`synced, current: ${watcher.isCurrent}`);
          if (told.length > 3) {
            caughtUp();
          }
        },
        failed: () => told.push(`failed, current: ${watcher.isCurrent}`),
      },
      timing: {
        now: () => 0,
        random: () => 1,
        // Whatever is waited for, what was missed comes first.
        delay: async () => {
          if (failures === 3) {
            tell();
          }
          await setImmediate();
        },
      },
      backoff: BACKOFF,
      listTurn: list => list(),
    });
    watcher.start();
    await done;
    watcher.stop();
    expect(told).toEqual([
      'added',
      'synced, current: true',
      'failed, current: false',
      'deleted',
      'synced, current: true',
    ]);
  });

  it('lists again without delay when a watch that has lasted loses its place', async () => {
    expect(await delaysOf(5, 'expired', { watchMs: BACKOFF.most + 1 })).toEqual(
      [0, 0, 0, 0],
    );
  });
});
