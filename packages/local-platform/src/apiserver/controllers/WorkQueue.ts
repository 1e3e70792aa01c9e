import { setImmediate } from 'node:timers/promises';

/** Waits this long before the first retry of an item; then twice as long each time. */
const firstRetry = 100;
const longestRetry = 30_000;

/**
 * Works off items one after another, each at most once at a time however often it was added. An item whose work
 * fails is tried again, later and later.
 */
export class WorkQueue {
  readonly #work: (item: string) => Promise<void>;
  readonly #onError: (error: unknown) => void;
  readonly #items = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(
    work: (item: string) => Promise<void>,
    onError: (error: unknown) => void,
  ) {
    this.#work = work;
    this.#onError = onError;
  }

  add(item: string): void {
    if (this.#closed) return;
    this.#items.add(item);
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      const [next] = this.#items;
      if (next !== undefined) this.add(next);
    });
  }

  /** Ends when the item at work is done; the others are dropped. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#items.clear();
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#running;
  }

  async #run(): Promise<void> {
    for (const item of this.#items) {
      // Requests get their turn between items; and the call that added an item is over before it is worked on.
      await setImmediate();
      this.#items.delete(item);
      try {
        await this.#work(item);
        this.#failures.delete(item);
      } catch (error) {
        this.#onError(error);
        this.#retry(item);
      }
    }
  }

  #retry(item: string): void {
    if (this.#closed) return;
    const failures = this.#failures.get(item) ?? 0;
    this.#failures.set(item, failures + 1);
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.add(item);
    }, Math.min(longestRetry, firstRetry * 2 ** failures));
    timer.unref();
    this.#timers.add(timer);
  }
}
