import type { ObjectStore, StorageKey, StoredEvent } from './ObjectStore';

type Listener = (event: StoredEvent) => void;

function id(key: StorageKey): string {
  return `${key.group}/${key.resource}`;
}

/**
 * Hands stored changes to those who watch, in order, one after another, outside the call that stored them: a
 * listener may write without being called again before it returns.
 */
export class WatchHub {
  readonly #listeners = new Map<string, Set<Listener>>();
  readonly #pending: StoredEvent[] = [];
  #scheduled = false;
  readonly #stop: () => void;
  readonly #onError: (error: unknown) => void;

  constructor(store: ObjectStore, onError: (error: unknown) => void) {
    this.#onError = onError;
    this.#stop = store.onCommit(event => {
      this.#pending.push(event);
      if (!this.#scheduled) {
        this.#scheduled = true;
        queueMicrotask(() => this.#drain());
      }
    });
  }

  /** Calls `listener` for changes of one kind, or of every kind. Events are shared: listeners must not change them. */
  subscribe(key: StorageKey | 'all', listener: Listener): () => void {
    const name = key === 'all' ? '*' : id(key);
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(name) === listeners) {
        this.#listeners.delete(name);
      }
    };
  }

  close(): void {
    this.#stop();
    this.#listeners.clear();
  }

  #drain(): void {
    this.#scheduled = false;
    const events = this.#pending.splice(0);
    for (const event of events) {
      const listeners = [
        ...(this.#listeners.get('*') ?? []),
        ...(this.#listeners.get(id(event.key)) ?? []),
      ];
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (error) {
          this.#onError(error);
        }
      }
    }
  }
}
