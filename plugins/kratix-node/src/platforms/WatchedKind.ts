import { KindStatus } from 'backstage-plugin-kratix-common';
import { ClusterError } from '../cluster/ClusterError';
import { KubeHttp } from '../cluster/KubeHttp';
import { Backoff } from '../watch/backoff';
import {
  KindChange,
  KindStore,
  objectKey,
  PendingWrite,
  WriteOutcome,
} from '../watch/KindStore';
import { KindWatcher } from '../watch/KindWatcher';
import { KubeKindSource } from '../watch/KubeKindSource';
import { Timing } from '../watch/Timing';
import { describeKindError } from './describeKindError';
import { KindDefinition } from './kinds';

/** What the kinds of a platform share. */
export interface WatchSettings {
  http: KubeHttp;
  timing: Timing;
  backoff: Backoff;
  listTurn<R>(list: () => Promise<R>): Promise<R>;
}

/** Told what happens to a kind. */
export interface WatchedKindObserver<T> {
  changed(definition: KindDefinition<T>, changes: KindChange<T>[]): void;
  synced(definition: KindDefinition<T>): void;
  failed(definition: KindDefinition<T>, error: ClusterError): void;
}

/** One kind of a platform: its store and what keeps that up to date. */
export class WatchedKind<T> {
  readonly store: KindStore<T>;
  private definition: KindDefinition<T>;
  private readonly settings: WatchSettings;
  private readonly observer: WatchedKindObserver<T>;
  private watcher: KindWatcher<T>;

  constructor(
    definition: KindDefinition<T>,
    settings: WatchSettings,
    observer: WatchedKindObserver<T>,
  ) {
    this.definition = definition;
    this.settings = settings;
    this.observer = observer;
    this.store = new KindStore(object => this.definition.read(object));
    this.watcher = this.createWatcher();
  }

  start() {
    this.watcher.start();
  }

  stop() {
    this.watcher.stop();
  }

  wake() {
    this.watcher.wake();
  }

  get address() {
    return this.definition.address;
  }

  get isSynced(): boolean {
    return this.watcher.isSynced;
  }

  get isCurrent(): boolean {
    return this.watcher.isCurrent;
  }

  /** Goes on with another version of the same kind; what is known stays until it has been listed. */
  redefine(definition: KindDefinition<T>) {
    this.watcher.stop();
    this.definition = definition;
    this.watcher = this.createWatcher();
    this.watcher.start();
  }

  /** Stops, and reports what was there as deleted. */
  remove() {
    this.stop();
    this.observer.changed(this.definition, this.store.clear());
  }

  beginWrite(id: { namespace?: string; name: string }): PendingWrite {
    return this.store.beginWrite(objectKey(id));
  }

  finishWrite(write: PendingWrite, outcome: WriteOutcome) {
    const { changes, doubts } = this.store.finishWrite(write, outcome);
    this.observer.changed(this.definition, changes);
    this.watcher.settle(doubts);
  }

  status(): KindStatus {
    const { group, version, kind, plural } = this.address;
    const { state, error } = this.watcher.status();
    return {
      apiVersion: `${group}/${version}`,
      kind,
      plural,
      state,
      objects: this.store.size,
      ...(error && { error: describeKindError(error, this.definition) }),
    };
  }

  private createWatcher(): KindWatcher<T> {
    const { definition, settings, observer } = this;
    return new KindWatcher({
      source: new KubeKindSource(settings.http, definition.address),
      store: this.store,
      timing: settings.timing,
      backoff: settings.backoff,
      listTurn: settings.listTurn,
      observer: {
        changed: changes => observer.changed(definition, changes),
        synced: () => observer.synced(definition),
        failed: error => observer.failed(definition, error),
      },
    });
  }
}
