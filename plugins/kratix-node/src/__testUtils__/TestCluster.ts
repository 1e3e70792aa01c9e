import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { createServer as createTlsServer, ServerOptions } from 'node:https';
import { AddressInfo } from 'node:net';
import { KubeObject, readKubeObject } from 'backstage-plugin-kratix-common';

type Kind = {
  objects: Map<string, KubeObject>;
  history: { version: number; type: string; object: KubeObject }[];
  compacted: number;
  watchers: Set<ServerResponse>;
};

type NewObject = {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; [key: string]: unknown };
  [key: string]: unknown;
};

/** Answers a request in place of the cluster; returns whether it did. */
export type Interceptor = (
  request: IncomingMessage & { url: string },
  response: ServerResponse,
) => boolean | Promise<boolean>;

/**
 * An API server over real HTTP that keeps objects of any kind, versions them and serves LIST, GET,
 * WATCH and writes. Tests reach into it to change objects, cut connections, forget history and answer
 * wrongly; it counts what it is asked.
 */
export class TestCluster {
  readonly requests: string[] = [];
  readonly bodies: unknown[] = [];
  intercept: Interceptor = () => false;
  private readonly scheme: string;
  private readonly server: Server;
  private readonly kinds = new Map<string, Kind>();
  private version = 100;
  private uids = 0;

  /** @param tls - serves https with this certificate */
  static async start(port = 0, tls?: ServerOptions): Promise<TestCluster> {
    const cluster = new TestCluster(tls);
    await new Promise<void>(resolve =>
      cluster.server.listen(port, '127.0.0.1', resolve),
    );
    return cluster;
  }

  private constructor(tls?: ServerOptions) {
    const listener = (request: IncomingMessage, response: ServerResponse) => {
      this.answer(request, response).catch(error => {
        this.status(response, 500, String(error));
      });
    };
    this.scheme = tls ? 'https' : 'http';
    this.server = tls ? createTlsServer(tls, listener) : createServer(listener);
  }

  get port(): number {
    // A server that listens on a port has an address of this form.
    return (this.server.address() as AddressInfo).port;
  }

  /** The newest version of anything. */
  get resourceVersion(): string {
    return opaque(this.version);
  }

  get url(): string {
    return `${this.scheme}://127.0.0.1:${this.port}`;
  }

  async stop() {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  /** Makes a kind known: others are answered with 404. */
  define(...paths: string[]) {
    for (const path of paths) {
      this.kinds.set(path, {
        objects: new Map(),
        history: [],
        compacted: 0,
        watchers: new Set(),
      });
    }
  }

  undefine(path: string) {
    this.cut(path);
    this.kinds.delete(path);
  }

  put(path: string, object: NewObject | KubeObject): KubeObject {
    const kind = this.kind(path);
    const key = keyOf(object.metadata);
    const before = kind.objects.get(key);
    this.version += 1;
    this.uids += before ? 0 : 1;
    const stored: KubeObject = {
      ...object,
      metadata: {
        generation: 1,
        ...object.metadata,
        uid: before?.metadata.uid ?? `uid-${this.uids}`,
        resourceVersion: opaque(this.version),
      },
    };
    kind.objects.set(key, stored);
    this.record(kind, before ? 'MODIFIED' : 'ADDED', stored);
    return stored;
  }

  remove(
    path: string,
    id: { namespace?: string; name: string },
  ): KubeObject | undefined {
    const kind = this.kind(path);
    const before = kind.objects.get(keyOf(id));
    if (before) {
      kind.objects.delete(keyOf(id));
      this.version += 1;
      this.record(kind, 'DELETED', {
        ...before,
        metadata: {
          ...before.metadata,
          resourceVersion: opaque(this.version),
        },
      });
    }
    return before;
  }

  /** Sends a bookmark to all who watch the kind. */
  bookmark(path: string) {
    this.version += 1;
    this.send(path, {
      type: 'BOOKMARK',
      object: { metadata: { resourceVersion: opaque(this.version) } },
    });
  }

  /** Sends anything to all who watch the kind. */
  send(path: string, event: unknown) {
    this.sendRaw(path, `${JSON.stringify(event)}\n`);
  }

  sendRaw(path: string, text: string) {
    this.kind(path).watchers.forEach(watcher => watcher.write(text));
  }

  /** Breaks the watches of a kind, or ends them in good order. */
  cut(path: string, options: { orderly?: boolean } = {}) {
    const kind = this.kind(path);
    kind.watchers.forEach(watcher =>
      options.orderly ? watcher.end() : watcher.destroy(),
    );
    kind.watchers.clear();
  }

  /** Says nothing any more to those who watch a kind now, and leaves their connections open. */
  fallSilent(path: string) {
    this.kind(path).watchers.clear();
  }

  /** Forgets what happened: watches from before are answered with 410. */
  compact(path: string) {
    const kind = this.kind(path);
    kind.compacted = this.version;
    kind.history = [];
  }

  objects(path: string): KubeObject[] {
    return [...this.kind(path).objects.values()];
  }

  watchers(path: string): number {
    return this.kind(path).watchers.size;
  }

  /** Requests for a kind, LIST and WATCH told apart; pages of a list count once. */
  count(type: 'LIST' | 'WATCH', path: string): number {
    return this.requests.filter(line => {
      const url = new URL(line.split(' ')[1], 'http://x');
      return (
        line.startsWith('GET') &&
        url.pathname === path &&
        !url.searchParams.get('continue') &&
        url.searchParams.has('watch') === (type === 'WATCH')
      );
    }).length;
  }

  status(response: ServerResponse, code: number, message: string, more = {}) {
    this.json(response, code, {
      kind: 'Status',
      apiVersion: 'v1',
      status: code < 400 ? 'Success' : 'Failure',
      message,
      code,
      ...more,
    });
  }

  json(response: ServerResponse, code: number, body: unknown) {
    response.writeHead(code, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  private kind(path: string): Kind {
    const kind = this.kinds.get(path);
    if (!kind) {
      throw new Error(`${path} is not defined`);
    }
    return kind;
  }

  private record(kind: Kind, type: string, object: KubeObject) {
    kind.history.push({ version: this.version, type, object });
    kind.watchers.forEach(watcher =>
      watcher.write(`${JSON.stringify({ type, object })}\n`),
    );
  }

  private async answer(request: IncomingMessage, response: ServerResponse) {
    const { url = '/', method = 'GET' } = request;
    this.requests.push(`${method} ${url}`);
    const body = await readBody(request);
    if (body !== undefined) {
      this.bodies.push(body);
    }
    if (await this.intercept(Object.assign(request, { url }), response)) {
      return;
    }
    const { pathname, searchParams } = new URL(url, 'http://x');
    const kind = this.kinds.get(pathname);
    if (kind && method === 'GET') {
      if (searchParams.has('watch')) {
        this.watch(kind, searchParams, response);
      } else {
        this.list(kind, searchParams, response);
      }
      return;
    }
    this.single(request.method ?? '', pathname, searchParams, body, response);
  }

  private list(kind: Kind, query: URLSearchParams, response: ServerResponse) {
    const limit = Number(query.get('limit') ?? 0) || Infinity;
    const from = Number(query.get('continue') ?? 0);
    const all = [...kind.objects.values()];
    const items = all.slice(from, from + limit);
    const next = from + limit < all.length ? String(from + limit) : undefined;
    this.json(response, 200, {
      kind: 'List',
      metadata: { resourceVersion: opaque(this.version), continue: next },
      items,
    });
  }

  private watch(kind: Kind, query: URLSearchParams, response: ServerResponse) {
    const from = version(query.get('resourceVersion') ?? '');
    if (from < kind.compacted) {
      this.status(response, 410, 'too old resource version');
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.flushHeaders();
    for (const { version: at, type, object } of kind.history) {
      if (at > from) {
        response.write(`${JSON.stringify({ type, object })}\n`);
      }
    }
    kind.watchers.add(response);
    response.on('close', () => kind.watchers.delete(response));
  }

  private single(
    method: string,
    pathname: string,
    query: URLSearchParams,
    body: unknown,
    response: ServerResponse,
  ) {
    const match =
      /^(\/apis\/[^/]+\/[^/]+)\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(
        pathname,
      );
    const path = `${match?.[1]}/${match?.[3]}`;
    const kind = this.kinds.get(path);
    if (!match || !kind) {
      this.status(response, 404, `${pathname} not found`);
      return;
    }
    const sent = readKubeObject(body);
    const id = {
      namespace: match[2],
      name: match[4] ?? sent?.metadata.name ?? '',
    };
    const before = kind.objects.get(keyOf(id));
    const dry = query.get('dryRun') === 'All';
    if (method === 'POST') {
      if (before) {
        this.status(response, 409, `${id.name} already exists`);
        return;
      }
      if (!sent) {
        this.status(response, 400, 'no object');
        return;
      }
      const object = {
        ...sent,
        metadata: { ...sent.metadata, namespace: id.namespace },
      };
      this.json(response, 201, dry ? object : this.put(path, object));
    } else if (!before) {
      this.status(response, 404, `${id.name} not found`);
    } else if (method === 'GET') {
      this.json(response, 200, before);
    } else if (method === 'PATCH') {
      const patch = readMap(body);
      const wanted = readMap(patch.metadata).resourceVersion;
      if (wanted && wanted !== before.metadata.resourceVersion) {
        this.status(response, 409, 'the object has been modified');
        return;
      }
      const merged = mergeObject(before, patch);
      const changed = JSON.stringify(merged) !== JSON.stringify(before);
      this.json(
        response,
        200,
        dry || !changed ? merged : this.put(path, merged),
      );
    } else if (before.metadata.finalizers?.length) {
      this.json(
        response,
        200,
        this.put(
          path,
          mergeObject(before, {
            metadata: { deletionTimestamp: '2026-01-01T00:00:00Z' },
          }),
        ),
      );
    } else {
      this.remove(path, id);
      this.status(response, 200, '', {
        details: { uid: before.metadata.uid },
      });
    }
  }
}

/** Versions that break whoever takes them for numbers. */
function opaque(value: number): string {
  return `v${value}`;
}

function version(text: string): number {
  return Number(text.slice(1));
}

function keyOf(id: { namespace?: string; name: string }): string {
  return `${id.namespace ?? ''}/${id.name}`;
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) {
    text += chunk;
  }
  return text ? JSON.parse(text) : undefined;
}

function readMap(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : {};
}

function mergeObject(
  target: KubeObject,
  patch: Record<string, unknown>,
): KubeObject {
  const merged = readKubeObject(merge(readMap(target), patch));
  if (!merged) {
    throw new Error('The patch leaves no object');
  }
  return merged;
}

function merge(
  target: Record<string, unknown>,
  patch: Record<string, unknown>,
): Record<string, unknown> {
  const result = { ...target };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      delete result[key];
    } else if (typeof value === 'object' && !Array.isArray(value)) {
      result[key] = merge(readMap(result[key]), readMap(value));
    } else {
      result[key] = value;
    }
  }
  return result;
}
