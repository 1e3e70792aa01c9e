import { setImmediate } from 'node:timers/promises';
import type { KubeObject } from '../../kube';
import { objectAt } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { coreEvents } from '../resources/builtin/events';
import { deleteStored } from './deleteStored';

const LIFETIME_MS = 60 * 60 * 1000;
const INTERVAL_MS = 5 * 60 * 1000;
/** How many events are looked at between two turns of everybody else. */
const PAGE = 500;
const USER_NAME = 'system:apiserver';

/**
 * Deletes events an hour after they last happened, as the API server of Kubernetes does. It holds a page of them at a
 * time: an hour's events of a busy platform are hundreds of megabytes.
 */
export class EventExpiry {
  readonly #ctx: ApiContext;
  readonly #timer: NodeJS.Timeout;
  #running: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(ctx: ApiContext, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#timer = setInterval(() => {
      this.#running = this.expire(Date.now()).catch(onError);
    }, INTERVAL_MS).unref();
  }

  /** Deletes what is too old at a time, in ms since 1970. */
  async expire(time: number): Promise<void> {
    let after = { namespace: '', name: '' };
    for (let size = PAGE; size === PAGE && !this.#closed; ) {
      size = 0;
      const old: KubeObject[] = [];
      for (const event of this.#ctx.store.iterate(
        coreEvents.storage,
        {},
        after,
      )) {
        const { namespace = '', name } = event.metadata;
        after = { namespace, name };
        if (time - lastHappened(event) > LIFETIME_MS) old.push(event);
        size++;
        if (size === PAGE) break;
      }
      // Not while the store is read.
      for (const { metadata } of old) {
        const { namespace = '', name, uid } = metadata;
        const key = { ...coreEvents.storage, namespace, name };
        await deleteStored(this.#ctx, { key, uid }, USER_NAME);
      }
      await setImmediate();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearInterval(this.#timer);
    await this.#running;
  }
}

function lastHappened(event: KubeObject): number {
  const stated = [
    objectAt(event, 'series').lastObservedTime,
    event.lastTimestamp,
    event.eventTime,
    event.metadata.creationTimestamp,
  ].find(value => typeof value === 'string');
  return typeof stated === 'string' ? Date.parse(stated) : 0;
}
