import { createServer, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { KubeObject, readKubeObject } from 'backstage-plugin-kratix-common';
import express, { Request } from 'express';
import { isJsonMap, jsonEquals } from '../write/mergePatch';

/** A write that reached the cluster. */
export interface ClusterWrite {
  method: string;
  path: string;
  query: Record<string, unknown>;
  body: unknown;
}

type Change = (metadata: KubeObject['metadata']) => Partial<KubeObject>;

/**
 * Speaks just enough of the Kubernetes API for a backend under test: LIST, WATCH, create, merge patch
 * and delete of any kind under `/apis`. It validates nothing; it keeps what it was asked to write.
 */
export class FakeCluster {
  /** Every POST, PATCH and DELETE, also those that were refused. */
  readonly writes: ClusterWrite[] = [];
  /** Called before a write is carried out. */
  beforeWrite: (write: ClusterWrite) => void = () => {};
  /** Whether writes are answered as those of somebody unknown. */
  refusesCredentials = false;
  /** Every read that goes beyond Kratix's own kinds. */
  readonly lists: string[] = [];
  /** What is answered about pods and events, whatever is selected. */
  core: Record<string, unknown[]> = {};
  /** Answers for the log of a container. */
  sendLog: (res: ServerResponse) => void = res => res.end('');
  /** Kinds of Kratix that its API document tells of; without any there is no document. */
  documented: string[] = [];
  /** Groups of kinds that discovery tells of. */
  groups: string[] = [];
  /** Why writes are invalid; they are taken where it says nothing. */
  refusesWrites?: string;
  /** Whether reads of pods and events are forbidden. */
  refusesReads = false;
  private readonly server: Server;
  private readonly objects = new Map<string, KubeObject>();
  private readonly events: { collection: string; line: string; at: number }[] =
    [];
  private readonly watchers = new Map<ServerResponse, string>();
  private version = 1;

  static async start(): Promise<FakeCluster> {
    const cluster = new FakeCluster();
    await new Promise<void>(resolve =>
      cluster.server.listen(0, '127.0.0.1', resolve),
    );
    return cluster;
  }

  private constructor() {
    const app = express();
    app.use(express.json({ type: ['application/json', 'application/*+json'] }));
    app.get(['/apis/:group/:version/:plural', '/api/v1/pods'], (req, res) => {
      const collection = req.path.replace(/^\/api\//, '/apis/');
      if (req.query.watch) {
        res.writeHead(200, { 'Content-Type': 'application/json' });
        res.flushHeaders();
        const since = Number(req.query.resourceVersion);
        this.events
          .filter(event => event.collection === collection && event.at > since)
          .forEach(({ line }) => res.write(line));
        this.watchers.set(res, collection);
        res.on('close', () => this.watchers.delete(res));
        return;
      }
      const items = [...this.objects.entries()]
        .filter(([key]) => key.startsWith(`${collection} `))
        .map(([, object]) => object);
      res.json({
        kind: 'List',
        apiVersion: 'v1',
        metadata: { resourceVersion: String(this.version) },
        items,
      });
    });
    app.get('/openapi/v3/apis/platform.kratix.io/v1alpha1', (_, res) => {
      const schemas = this.documented.map(kind => [
        kind,
        { 'x-kubernetes-group-version-kind': [{ kind }], properties: {} },
      ]);
      res.json({ components: { schemas: Object.fromEntries(schemas) } });
    });
    app.get('/apis', (_, res) => {
      const groups = this.groups.map(name => ({
        name,
        preferredVersion: { version: 'v1' },
      }));
      res.json({ groups });
    });
    const path = '/apis/:group/:version/namespaces/:namespace/:plural';
    app.post(path, (req, res) => this.write(req, res));
    app.patch(`${path}/:name`, (req, res) => this.write(req, res));
    app.delete(`${path}/:name`, (req, res) => this.write(req, res));
    app.get('/api/v1/namespaces/:namespace/:plural', (req, res) => {
      this.lists.push(req.originalUrl);
      if (this.refusesReads) {
        refuse(res, 403, 'Forbidden', `${req.params.plural} is forbidden`);
        return;
      }
      res.json({
        kind: 'List',
        apiVersion: 'v1',
        items: this.core[req.params.plural] ?? [],
      });
    });
    app.get('/api/v1/namespaces/:namespace/pods/:name/log', (req, res) => {
      this.lists.push(req.originalUrl);
      this.sendLog(res);
    });
    app.get(`${path}/:name`, (req, res) => {
      const object = this.get(req.params.plural, req.params.name);
      if (object) {
        res.json(object);
      } else {
        refuse(res, 404, 'NotFound', 'not found');
      }
    });
    this.server = createServer(app);
  }

  get url(): string {
    // A server that listens on a port has an address of this form.
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  get(plural: string, name: string): KubeObject | undefined {
    return [...this.objects.entries()].find(
      ([key, object]) =>
        key.split(' ')[0].endsWith(`/${plural}`) &&
        object.metadata.name === name,
    )?.[1];
  }

  /** Stores an object as another client of the cluster would. */
  put(plural: string, object: KubeObject): KubeObject {
    const collection = `/apis/${object.apiVersion}/${plural}`;
    const key = `${collection} ${object.metadata.namespace}/${object.metadata.name}`;
    const before = this.objects.get(key);
    this.version += 1;
    const specChanged = before && !jsonEquals(before.spec, object.spec);
    const stored: KubeObject = {
      ...object,
      metadata: {
        creationTimestamp: '2026-01-01T00:00:00Z',
        uid: before?.metadata.uid ?? `uid-${this.version}`,
        ...object.metadata,
        generation: (before?.metadata.generation ?? 1) + (specChanged ? 1 : 0),
        resourceVersion: String(this.version),
      },
    };
    this.objects.set(key, stored);
    this.publish(collection, before ? 'MODIFIED' : 'ADDED', stored);
    return stored;
  }

  /** Changes an object that is there, as a controller would. */
  change(plural: string, name: string, change: Change): KubeObject {
    const object = this.get(plural, name);
    if (!object) {
      throw new Error(`There is no ${plural}/${name}`);
    }
    return this.put(plural, { ...object, ...change(object.metadata) });
  }

  remove(plural: string, name: string): void {
    for (const [key, object] of this.objects) {
      const [collection] = key.split(' ');
      if (collection.endsWith(`/${plural}`) && object.metadata.name === name) {
        this.objects.delete(key);
        this.version += 1;
        this.publish(collection, 'DELETED', {
          ...object,
          metadata: {
            ...object.metadata,
            resourceVersion: String(this.version),
          },
        });
      }
    }
  }

  private publish(collection: string, type: string, object: KubeObject) {
    const line = `${JSON.stringify({ type, object })}\n`;
    this.events.push({ collection, line, at: this.version });
    for (const [response, watched] of this.watchers) {
      if (watched === collection) {
        response.write(line);
      }
    }
  }

  private write(req: Request, res: express.Response) {
    const { method, path, query } = req;
    const body: unknown = req.body;
    const write = { method, path, query, body };
    this.writes.push(write);
    this.beforeWrite(write);
    if (this.refusesWrites !== undefined) {
      refuse(res, 422, 'Invalid', this.refusesWrites);
      return;
    }
    if (this.refusesCredentials) {
      refuse(res, 401, 'Unauthorized', 'Unauthorized');
      return;
    }
    const { group, version, plural, namespace } = req.params;
    const object = readKubeObject(body);
    const name = req.params.name ?? object?.metadata.name;
    const collection = `/apis/${group}/${version}/${plural}`;
    const live = this.objects.get(`${collection} ${namespace}/${name}`);
    const isDryRun = query.dryRun === 'All';
    if (method === 'POST') {
      if (live || !object) {
        refuse(res, 409, 'AlreadyExists', `${plural} "${name}" already exists`);
        return;
      }
      const shadow = {
        ...object,
        metadata: { ...object.metadata, uid: 'dry' },
      };
      res.status(201).json(isDryRun ? shadow : this.put(plural, object));
    } else if (!live) {
      refuse(res, 404, 'NotFound', `${plural} "${name}" not found`);
    } else if (method === 'DELETE') {
      const asksDryRun = isJsonMap(body) && Array.isArray(body.dryRun);
      if (!asksDryRun) {
        const deletionTimestamp = '2026-01-01T00:00:00Z';
        const finalizers = ['kratix.io/work-cleanup'];
        this.change(plural, name ?? '', metadata => ({
          metadata: { ...metadata, deletionTimestamp, finalizers },
        }));
      }
      res.json(this.get(plural, name ?? ''));
    } else {
      const patched = readKubeObject(applyPatch(live, body));
      if (patched?.metadata.resourceVersion !== live.metadata.resourceVersion) {
        refuse(res, 409, 'Conflict', 'the object has been modified');
        return;
      }
      res.json(
        isDryRun || jsonEquals(patched, live)
          ? patched
          : this.put(plural, patched ?? live),
      );
    }
  }
}

function refuse(
  res: express.Response,
  code: number,
  reason: string,
  message: string,
) {
  res.status(code).json({
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    code,
    reason,
    message,
  });
}

function applyPatch(target: unknown, patch: unknown): unknown {
  if (!isJsonMap(patch)) {
    return patch;
  }
  const result = new Map(isJsonMap(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      result.delete(key);
    } else {
      result.set(key, applyPatch(result.get(key), value));
    }
  }
  return Object.fromEntries(result);
}
