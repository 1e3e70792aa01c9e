import { setImmediate } from 'node:timers/promises';
import { KindStatus } from 'backstage-plugin-kratix-common';
import { ClusterError } from '../cluster/ClusterError';
import { Backoff, backoffDelay } from './backoff';
import { KindSource } from './KindSource';
import { KindChange, KindStore, Transition } from './KindStore';
import { Timing } from './Timing';

/** Told what a watcher brings. */
export interface KindObserver<T> {
  changed(changes: KindChange<T>[]): void;
  /** After each complete list, and when a watch that failed has been taken up again and told what was missed. */
  synced(): void;
  /** When the kind begins to fail, or fails for another reason. */
  failed(error: ClusterError): void;
}

export interface KindWatcherOptions<T> {
  source: KindSource;
  store: KindStore<T>;
  observer: KindObserver<T>;
  timing: Timing;
  backoff: Backoff;
  /** Runs a list when it is its turn, so that many kinds do not list at once. */
  listTurn<R>(list: () => Promise<R>): Promise<R>;
}

/** From this many broken watches without a single event, the kind counts as failing. */
const BROKEN_IN_A_ROW = 3;

/**
 * Milliseconds that a watch that failed is given, when it is taken up again, to tell what was missed: nothing in
 * it says where that ends, and the API server sends it at once.
 */
const CATCH_UP = 1_000;

/** Waiting for someone to change permissions or to install something is not worth many calls. */
const PATIENCE = 4;

/**
 * Keeps a store in line with one kind on the cluster: lists once, then watches; takes a watch that
 * ended up where it was; lists again only when the cluster no longer knows that place, or when what it
 * sent cannot be trusted. Whatever fails, the store keeps what is known.
 */
export class KindWatcher<T> {
  private readonly options: KindWatcherOptions<T>;
  private readonly stopping = new AbortController();
  /** Resource version to watch from; undefined while a list is needed. */
  private position?: string;
  private failures = 0;
  private listedAt = 0;
  /** Lists in a row whose place was lost again within a moment. */
  private vainLists = 0;
  private error?: ClusterError;
  private listed = false;
  private wakeUp = new AbortController();

  constructor(options: KindWatcherOptions<T>) {
    this.options = options;
  }

  start() {
    this.run().catch(error =>
      this.fail(new ClusterError('malformed', String(error), error)),
    );
  }

  stop() {
    this.stopping.abort();
    this.wakeUp.abort();
  }

  /** Ends the present delay: there is reason to believe that the next attempt succeeds. */
  wake() {
    if (this.error) {
      this.wakeUp.abort();
    }
  }

  /** Whether the kind has been listed completely since the start. */
  get isSynced(): boolean {
    return this.listed;
  }

  /** Whether the cluster tells of changes, as far as is known: the kind has been listed and does not fail. */
  get isCurrent(): boolean {
    return this.listed && !this.error;
  }

  status(): { state: KindStatus['state']; error?: ClusterError } {
    if (this.error) {
      return { state: 'failed', error: this.error };
    }
    return { state: this.listed ? 'synced' : 'syncing' };
  }

  /** Reads objects again whose order of changes cannot be told otherwise. */
  settle(doubts: string[]) {
    for (const key of doubts) {
      this.readAgain(key).catch(() => {
        if (!this.stopping.signal.aborted) {
          this.options.observer.changed(this.options.store.dropOverlay(key));
        }
      });
    }
  }

  private async run() {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        if (this.position === undefined) {
          await this.list();
        } else {
          await this.watch(this.position);
        }
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        this.handle(error);
      }
      await this.pause();
    }
  }

  private async list() {
    const { source, store, observer, listTurn } = this.options;
    const { signal } = this.stopping;
    const { position, result } = await listTurn(async () => {
      const draft = store.beginList();
      let resourceVersion = '';
      for await (const page of source.list(signal)) {
        store.addPage(draft, page.objects);
        resourceVersion = page.resourceVersion;
      }
      signal.throwIfAborted();
      return {
        position: resourceVersion,
        result: store.finishList(draft),
      };
    });
    this.position = position;
    this.listed = true;
    this.listedAt = this.options.timing.now();
    this.succeed();
    this.tell(result);
    observer.synced();
  }

  private async watch(from: string) {
    const { source, store, observer, timing } = this.options;
    const { signal } = this.stopping;
    const events = await source.watch(from, signal);
    const openedAt = timing.now();
    this.settle(store.unconfirmed());
    const ended = new AbortController();
    if (this.error) {
      void this.recover(AbortSignal.any([ended.signal, signal]));
    }
    let broken: ClusterError | undefined;
    try {
      for await (const event of events) {
        signal.throwIfAborted();
        this.failures = 0;
        if (event.type === 'BOOKMARK') {
          this.position = event.resourceVersion;
        } else {
          this.position = event.object.metadata.resourceVersion;
          observer.changed(store.apply(event));
        }
      }
    } catch (error) {
      // A connection that broke is taken up again; that alone is no failure of the kind.
      if (!(error instanceof ClusterError && error.reason === 'unavailable')) {
        throw error;
      }
      broken = error;
    } finally {
      ended.abort();
    }
    if (timing.now() - openedAt > this.options.backoff.most) {
      this.failures = 0;
    }
    this.failures += 1;
    if (broken && this.failures >= BROKEN_IN_A_ROW) {
      this.fail(broken);
    }
  }

  /** Whoever takes what is known for all there is, before what was missed has come, takes away what is new. */
  private async recover(ended: AbortSignal) {
    await this.options.timing.delay(CATCH_UP, ended);
    // What has come while this process was busy goes first.
    await setImmediate();
    if (!ended.aborted) {
      this.error = undefined;
      this.options.observer.synced();
    }
  }

  private handle(error: unknown) {
    this.failures += 1;
    const failure =
      error instanceof ClusterError
        ? error
        : new ClusterError('malformed', String(error));
    if (failure.reason === 'expired' || failure.reason === 'malformed') {
      this.losePlace();
    }
    if (failure.reason !== 'expired') {
      this.fail(failure);
    }
  }

  /** A list is the dearest call of all: one that succeeds does not make up for a place that does not last. */
  private losePlace() {
    const { timing, backoff } = this.options;
    if (this.position !== undefined) {
      const lasted = timing.now() - this.listedAt > backoff.most;
      this.vainLists = lasted ? 1 : this.vainLists + 1;
      this.failures = Math.max(this.failures, this.vainLists);
    }
    this.position = undefined;
  }

  private fail(failure: ClusterError) {
    const isNews = this.error?.reason !== failure.reason;
    this.error = failure;
    if (isNews) {
      this.options.observer.failed(failure);
    }
  }

  private succeed() {
    this.error = undefined;
    this.failures = 0;
  }

  private async pause() {
    const { timing, backoff } = this.options;
    const patient =
      this.error?.reason === 'forbidden' || this.error?.reason === 'missing';
    const delay = backoffDelay(this.failures, timing.random(), {
      base: backoff.base,
      most: backoff.most * (patient ? PATIENCE : 1),
    });
    if (delay > 0) {
      this.wakeUp = new AbortController();
      await timing.delay(
        delay,
        AbortSignal.any([this.wakeUp.signal, this.stopping.signal]),
      );
    }
  }

  private async readAgain(key: string) {
    const { source, store } = this.options;
    const [first, second] = key.split('/');
    const id = second ? { namespace: first, name: second } : { name: first };
    const reading = store.beginWrite(key);
    try {
      const object = await source.get(id, this.stopping.signal);
      this.tell(
        store.finishWrite(
          reading,
          object ? { type: 'written', object } : { type: 'gone' },
        ),
      );
    } catch (error) {
      store.finishWrite(reading, { type: 'unknown' });
      throw error;
    }
  }

  private tell({ changes, doubts }: Transition<T>) {
    this.options.observer.changed(changes);
    this.settle(doubts);
  }
}
