import { createServer, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

const GROUP = 'bench.example.org';
const KRATIX = '/apis/platform.kratix.io/v1alpha1';
const DATABASES = `/apis/${GROUP}/v1/databases`;

const PROMISE = {
  apiVersion: 'platform.kratix.io/v1alpha1',
  kind: 'Promise',
  metadata: { name: 'database', uid: 'promise', resourceVersion: '1' },
  spec: {
    api: {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: `databases.${GROUP}` },
      spec: {
        group: GROUP,
        names: { kind: 'Database', plural: 'databases' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            additionalPrinterColumns: [
              { name: 'Size', type: 'string', jsonPath: '.spec.size' },
              { name: 'Host', type: 'string', jsonPath: '.status.host' },
            ],
          },
        ],
      },
    },
  },
  status: { status: 'Available' },
};

/** What changes of a request. */
export interface RequestStatus {
  message?: string;
  host?: string;
}

/**
 * Answers as an API server with one Promise and many requests would: LIST in pages, WATCH. The requests
 * are made here, since what a benchmark of the catalog measures is not how Kratix makes them.
 */
export async function startRequestCluster(count: number) {
  let version = 10;
  const status: RequestStatus[] = Array.from({ length: count }, () => ({}));
  const versions = status.map(() => 1);
  const watchers = new Set<ServerResponse>();
  const lists = new Map<string, number>();

  const request = (index: number) => ({
    apiVersion: `${GROUP}/v1`,
    kind: 'Database',
    metadata: {
      name: `database-${index}`,
      namespace: `team-${index % 100}`,
      uid: `uid-${index}`,
      resourceVersion: `${versions[index]}`,
      generation: 1,
      labels: { 'kratix.io/promise-name': 'database' },
    },
    spec: { size: 'small', index },
    status: { observedGeneration: 1, ...status[index] },
  });

  const server = createServer((incoming, outgoing) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '/', 'http://x');
    outgoing.setHeader('Content-Type', 'application/json');
    if (searchParams.has('watch')) {
      outgoing.flushHeaders();
      if (pathname === DATABASES) {
        watchers.add(outgoing);
        outgoing.once('close', () => watchers.delete(outgoing));
      }
      return;
    }
    const from = Number(searchParams.get('continue') ?? 0);
    const limit = Number(searchParams.get('limit') ?? count) || count;
    if (!from) {
      lists.set(pathname, (lists.get(pathname) ?? 0) + 1);
    }
    let items: object[] = pathname === `${KRATIX}/promises` ? [PROMISE] : [];
    let next: string | undefined;
    if (pathname === DATABASES) {
      const to = Math.min(from + limit, count);
      items = status.slice(from, to).map((_, offset) => request(from + offset));
      next = to < count ? `${to}` : undefined;
    }
    outgoing.end(
      JSON.stringify({
        kind: 'List',
        metadata: { resourceVersion: `${version}`, continue: next },
        items,
      }),
    );
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    /** How often each path was listed; pages of a list count once. */
    lists,
    isWatched: () => watchers.size > 0,
    change(index: number, change: RequestStatus) {
      version += 1;
      versions[index] = version;
      status[index] = { ...status[index], ...change };
      const event = JSON.stringify({
        type: 'MODIFIED',
        object: request(index),
      });
      watchers.forEach(watcher => watcher.write(`${event}\n`));
    },
    async stop() {
      server.closeAllConnections();
      await new Promise(done => server.close(done));
    },
  };
}
