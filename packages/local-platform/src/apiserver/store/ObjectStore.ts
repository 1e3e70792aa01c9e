import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import type { KubeObject } from '../../kube';
import { migrate } from './migrate';
import { keyed, revive, toEvent } from './rows';
import { prepareStatements, Statements } from './statements';

/** Under which a kind of object is stored, whatever version it is read in. */
export interface StorageKey {
  /** Empty for the core group. */
  group: string;
  /** The plural. */
  resource: string;
}

/** Where one object is stored. The namespace of a cluster-scoped object is ''. */
export interface ObjectKey extends StorageKey {
  namespace: string;
  name: string;
}

/** What the API is served with, as PEM. */
export interface ServingCertificate {
  key: string;
  /** Signed by itself: it is also the authority that clients are to trust. */
  certificate: string;
}

/** One stored change. */
export interface StoredEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  key: ObjectKey;
  /** The resource version that the change made. */
  version: number;
  /** The object after the change; for DELETED its last state, with the version of the deletion. */
  object: KubeObject;
  /** The object before the change. */
  previous?: KubeObject;
}

/** The older half of the history goes when it takes more than this. */
const historyBytesLimit = 64 * 1024 * 1024;
/** How many changes are read at once. */
const eventPage = 200;

/**
 * Objects and the history of their changes in one SQLite file. Every change takes the next number of one
 * sequence, which is the resource version; the history is the last `historyLimit` changes, fewer when they are large.
 *
 * WAL with `synchronous=NORMAL`: what was committed survives the end of this process at any moment, kill -9
 * included, since the write-ahead log is then with the operating system. Only a crash of the machine itself can
 * take the last transactions, never consistency; what is lost then is recomputed, as controllers converge from any
 * state.
 */
export class ObjectStore {
  readonly #db: Database.Database;
  readonly #listeners = new Set<(event: StoredEvent) => void>();
  readonly #historyLimit: number;
  readonly #statements: Statements;
  #current: number;
  #historyBytes: number;
  #compacted: number;

  constructor(file: string, options: { historyLimit: number }) {
    this.#historyLimit = options.historyLimit;
    this.#db = new Database(file);
    this.#db.pragma('journal_mode = WAL');
    this.#db.pragma('synchronous = NORMAL');
    this.#db.pragma('busy_timeout = 2000');
    migrate(this.#db);
    this.#statements = prepareStatements(this.#db);
    this.#compacted =
      this.#db
        .prepare<[], { compacted: number }>('SELECT compacted FROM history')
        .get()?.compacted ?? 0;
    this.#current =
      this.#db
        .prepare<[], { seq: number }>(
          "SELECT seq FROM sqlite_sequence WHERE name='events'",
        )
        .get()?.seq ?? 1;
    this.#historyBytes = this.#measureHistory();
  }

  /** The newest resource version. */
  get current(): number {
    return this.#current;
  }

  /** Changes up to this version are no longer in the history. */
  get compacted(): number {
    return this.#compacted;
  }

  get(key: ObjectKey): KubeObject | undefined {
    const row = this.#statements.get.get(
      key.group,
      key.resource,
      key.namespace,
      key.name,
    );
    return row && revive(row.json, row.version);
  }

  getByUid(uid: string): { key: ObjectKey; object: KubeObject } | undefined {
    const row = this.#statements.byUid.get(uid);
    return row && keyed(row);
  }

  /**
   * Objects in order of namespace and name, starting behind `after`. Lazy.
   *
   * @param filter.namespace - only of this namespace
   * @param filter.texts - only those whose JSON, as stored, holds all of these
   */
  *iterate(
    key: StorageKey,
    filter: { namespace?: string; texts?: string[] } = {},
    after: { namespace: string; name: string } = { namespace: '', name: '' },
  ): Generator<KubeObject> {
    const { namespace } = filter;
    const texts = JSON.stringify(filter.texts ?? []);
    const rows =
      namespace === undefined
        ? this.#statements.all.iterate(
            key.group,
            key.resource,
            after.namespace,
            after.name,
            texts,
          )
        : this.#statements.inNamespace.iterate(
            key.group,
            key.resource,
            namespace,
            after.name,
            texts,
          );
    for (const row of rows) yield revive(row.json, row.version);
  }

  /** The objects that name this uid among their owners. */
  dependents(uid: string): Array<{ key: ObjectKey; object: KubeObject }> {
    return this.#statements.dependents.all(uid).map(keyed);
  }

  /** The objects that name an owner which does not exist. */
  orphaned(): Array<{ key: ObjectKey; object: KubeObject }> {
    return this.#statements.orphaned.all().map(keyed);
  }

  /** The objects whose deletion is held up. */
  deleting(): Array<{ key: ObjectKey; object: KubeObject }> {
    return this.#statements.deleting.all().map(keyed);
  }

  /** Everything in a namespace, of all kinds. */
  namespaceContent(
    namespace: string,
  ): Array<{ key: ObjectKey; object: KubeObject }> {
    return this.#statements.namespaceContent.all(namespace).map(keyed);
  }

  /**
   * The changes of one kind behind a version, oldest first. Holds a page of them at a time, and reads nothing while
   * the caller works.
   */
  *eventsSince(key: StorageKey, version: number): Generator<StoredEvent> {
    let last = version;
    for (let size = eventPage; size === eventPage; ) {
      const rows = this.#statements.eventsSince.all(
        key.group,
        key.resource,
        last,
        eventPage,
      );
      size = rows.length;
      last = rows.at(-1)?.version ?? last;
      yield* rows.map(toEvent);
    }
  }

  /**
   * Stores an object if what is stored still has the expected version (undefined: nothing is stored). Gives the
   * object with its new version, or undefined when something else is there.
   */
  put(
    key: ObjectKey,
    object: KubeObject,
    expected: string | undefined,
  ): KubeObject | undefined {
    return this.#commit(key, expected, previous => {
      const { resourceVersion: _, ...metadata } = object.metadata;
      const json = JSON.stringify({ ...object, metadata });
      const version = this.#record(
        previous ? 'MODIFIED' : 'ADDED',
        key,
        json,
        previous,
      );
      const uid = object.metadata.uid ?? '';
      const { group, resource, namespace, name } = key;
      this.#statements.put.run(
        group,
        resource,
        namespace,
        name,
        uid,
        version,
        json,
      );
      if (previous || metadata.ownerReferences?.length) {
        this.#statements.clearOwners.run(uid);
      }
      for (const owner of metadata.ownerReferences ?? []) {
        this.#statements.addOwner.run(uid, owner.uid);
      }
      return {
        type: previous ? 'MODIFIED' : 'ADDED',
        key,
        version,
        object: revive(json, version),
        previous,
      };
    });
  }

  /** Removes an object if it still has the expected version; gives its last state with the deletion's version. */
  remove(
    key: ObjectKey,
    last: KubeObject,
    expected: string,
  ): KubeObject | undefined {
    return this.#commit(key, expected, previous => {
      const { resourceVersion: _, ...metadata } = last.metadata;
      const json = JSON.stringify({ ...last, metadata });
      const version = this.#record('DELETED', key, json, previous);
      this.#statements.remove.run(
        key.group,
        key.resource,
        key.namespace,
        key.name,
      );
      this.#statements.clearOwners.run(last.metadata.uid ?? '');
      return {
        type: 'DELETED',
        key,
        version,
        object: revive(json, version),
        previous,
      };
    });
  }

  /** Calls `listener` in the call that made a change, once it is committed. It must not throw or write. */
  onCommit(listener: (event: StoredEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Forgets the history up to a version, as happens by itself when the history is full. */
  compact(version: number): void {
    this.#db.transaction(() => {
      this.#statements.compact.run(version);
      this.#statements.setCompacted.run(version);
    })();
    this.#compacted = version;
    this.#historyBytes = this.#measureHistory();
  }

  /** The key and certificate (PEM) that the API is served with, when there are some. */
  get certificate(): ServingCertificate | undefined {
    return this.#db
      .prepare<[], ServingCertificate>(
        'SELECT key, certificate FROM certificate',
      )
      .get();
  }

  set certificate(next: ServingCertificate | undefined) {
    this.#db.transaction(() => {
      this.#db.exec('DELETE FROM certificate');
      if (!next) return;
      this.#db
        .prepare('INSERT INTO certificate (key, certificate) VALUES (?,?)')
        .run(next.key, next.certificate);
    })();
  }

  /** The secret that tokens of ServiceAccounts are signed with; made once. */
  get tokenKey(): Buffer {
    return this.#db.transaction(() => {
      const stored = this.#db
        .prepare<[], { key: Buffer }>('SELECT key FROM token_key')
        .get();
      if (stored) return stored.key;
      const made = randomBytes(32);
      this.#db.prepare('INSERT INTO token_key (key) VALUES (?)').run(made);
      return made;
    })();
  }

  close(): void {
    this.#db.close();
  }

  #measureHistory(): number {
    return (
      this.#db
        .prepare<[], { bytes: number | null }>(
          'SELECT sum(length(json) + ifnull(length(previous), 0)) AS bytes FROM events',
        )
        .get()?.bytes ?? 0
    );
  }

  #limitHistory(): void {
    const kept = this.#current - this.#compacted;
    if (kept > this.#historyLimit * 1.25) {
      this.compact(this.#current - this.#historyLimit);
    } else if (this.#historyBytes > historyBytesLimit) {
      this.compact(this.#current - Math.floor(kept / 2));
    }
  }

  #record(
    type: StoredEvent['type'],
    key: ObjectKey,
    json: string,
    previous: KubeObject | undefined,
  ): number {
    const before = previous ? JSON.stringify(previous) : null;
    this.#historyBytes += json.length + (before?.length ?? 0);
    const { lastInsertRowid } = this.#statements.addEvent.run(
      type,
      key.group,
      key.resource,
      key.namespace,
      key.name,
      json,
      before,
      previous ? Number(previous.metadata.resourceVersion) : null,
    );
    return Number(lastInsertRowid);
  }

  #commit(
    key: ObjectKey,
    expected: string | undefined,
    change: (previous: KubeObject | undefined) => StoredEvent,
  ): KubeObject | undefined {
    const event = this.#db.transaction(() => {
      const previous = this.get(key);
      if (previous?.metadata.resourceVersion !== expected) return undefined;
      return change(previous);
    })();
    if (!event) return undefined;
    this.#current = event.version;
    this.#limitHistory();
    for (const listener of this.#listeners) listener(event);
    return structuredClone(event.object);
  }
}
