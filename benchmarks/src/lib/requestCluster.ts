import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import {
  GROUP,
  placementObject,
  placeOf,
  promiseObject,
  RequestChange,
  requestObject,
  workObject,
} from './clusterObjects';

const KRATIX = '/apis/platform.kratix.io/v1alpha1';
const REQUESTS = new RegExp(`^/apis/${GROUP}/v1/databases(\\d+)$`);

const pathOf = (plural: string) => `/apis/${GROUP}/v1/${plural}`;

/**
 * Answers as an API server with many requests would: LIST in pages, WATCH. The requests are made here,
 * since how Kratix makes them is not what is measured. Request `i` is of Promise `i % promises`.
 *
 * @param outputs - whether each request has a Work and a placement
 */
export async function startRequestCluster(options: {
  requests: number;
  promises: number;
  outputs?: boolean;
}) {
  const { requests, promises, outputs = false } = options;
  let version = 10;
  const changes = new Map<number, { version: number; change: RequestChange }>();
  const watchers = new Map<string, Set<ServerResponse>>();
  const lists = new Map<string, number>();

  const request = (index: number) => {
    const changed = changes.get(index);
    return requestObject(
      index,
      promises,
      changed?.version ?? 1,
      changed?.change ?? {},
    );
  };

  /** How many objects there are at a path, and how to make them. */
  function collection(path: string): [number, (index: number) => object] {
    const number = REQUESTS.exec(path)?.[1];
    if (number !== undefined) {
      const first = Number(number);
      return [
        Math.ceil((requests - first) / promises),
        index => request(first + index * promises),
      ];
    }
    switch (path) {
      case `${KRATIX}/promises`:
        return [promises, promiseObject];
      case `${KRATIX}/works`:
        return [outputs ? requests : 0, index => workObject(index, promises)];
      case `${KRATIX}/workplacements`:
        return [
          outputs ? requests : 0,
          index => placementObject(index, promises),
        ];
      default:
        return [0, () => ({})];
    }
  }

  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://x');
    outgoing.setHeader('Content-Type', 'application/json');
    if (searchParams.has('watch')) {
      outgoing.flushHeaders();
      const watching = watchers.get(pathname) ?? new Set();
      watchers.set(pathname, watching.add(outgoing));
      outgoing.once('close', () => watching.delete(outgoing));
      return;
    }
    const from = Number(searchParams.get('continue') ?? 0);
    const [count, objectAt] = collection(pathname);
    const to = Math.min(
      from + (Number(searchParams.get('limit') ?? count) || count),
      count,
    );
    if (!from) {
      lists.set(pathname, (lists.get(pathname) ?? 0) + 1);
    }
    outgoing.end(
      JSON.stringify({
        kind: 'List',
        metadata: {
          resourceVersion: `${version}`,
          continue: to < count ? `${to}` : undefined,
        },
        items: Array.from({ length: to - from }, (_, offset) =>
          objectAt(from + offset),
        ),
      }),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** How often each path was listed; pages of a list count once. */
    lists,
    /** Whether somebody watches the requests of every Promise. */
    isWatched: () =>
      Array.from({ length: promises }, (_, number) =>
        watchers.get(pathOf(placeOf(number, promises).plural)),
      ).every(watching => watching?.size),
    change(index: number, change: RequestChange) {
      version += 1;
      changes.set(index, {
        version,
        change: { ...changes.get(index)?.change, ...change },
      });
      const event = { type: 'MODIFIED', object: request(index) };
      watchers
        .get(pathOf(placeOf(index, promises).plural))
        ?.forEach(watcher => watcher.write(`${JSON.stringify(event)}\n`));
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
