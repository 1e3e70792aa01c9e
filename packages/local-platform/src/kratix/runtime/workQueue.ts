/** What a reconciliation asks for beside the events that will come: to be called again later. */
export interface ReconcileResult {
  /** Milliseconds. */
  requeueAfter?: number;
}

export interface WorkQueueOptions {
  reconcile(key: string): Promise<ReconcileResult | void>;
  /** Called with every failure; the key is tried again by itself. */
  onError(key: string, error: unknown): void;
  /** How many keys are worked on at once; one key never is. */
  concurrency?: number;
  /** First wait after a failure, doubled with each further one; milliseconds. */
  baseBackoff?: number;
  /** Longest wait after failures; milliseconds. */
  maxBackoff: number;
  /** Spreads the waits after failures; gives 0 to 1. */
  random?: () => number;
}

/**
 * Keys that wait to be reconciled. A key that is added while it waits is worked on once; one that is
 * added while it is being worked on is worked on again afterwards. Failures are tried again with
 * growing waits.
 */
export class WorkQueue {
  private readonly waiting = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly again = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly timers = new Map<
    string,
    { timer: NodeJS.Timeout; at: number }
  >();
  private readonly idleListeners: (() => void)[] = [];
  private stopped = false;

  constructor(private readonly options: WorkQueueOptions) {}

  add(key: string): void {
    if (this.stopped) {
      return;
    }
    if (this.busy.has(key)) {
      this.again.add(key);
      return;
    }
    this.waiting.add(key);
    this.next();
  }

  /** Adds the key after a while, unless an earlier time is set for it already. */
  addAfter(key: string, milliseconds: number): void {
    if (this.stopped) {
      return;
    }
    const at = Date.now() + milliseconds;
    const existing = this.timers.get(key);
    if (existing && existing.at <= at) {
      return;
    }
    clearTimeout(existing?.timer);
    const timer = setTimeout(() => {
      this.timers.delete(key);
      this.add(key);
    }, Math.min(milliseconds, 2_147_483_647));
    this.timers.set(key, { timer, at });
  }

  /** Takes no more keys; resolves when those being worked on are done. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    this.again.clear();
    for (const { timer } of this.timers.values()) {
      clearTimeout(timer);
    }
    this.timers.clear();
    if (this.busy.size > 0) {
      await new Promise<void>(resolve => {
        this.idleListeners.push(resolve);
      });
    }
  }

  private next(): void {
    const limit = this.options.concurrency ?? 8;
    for (const key of this.waiting) {
      if (this.busy.size >= limit) {
        return;
      }
      this.waiting.delete(key);
      this.busy.add(key);
      void this.work(key);
    }
  }

  private async work(key: string): Promise<void> {
    // The caller of add() finishes first, so that a burst of events is one run.
    await Promise.resolve();
    clearTimeout(this.timers.get(key)?.timer);
    this.timers.delete(key);
    let wait: number | undefined;
    try {
      const result = await this.options.reconcile(key);
      this.failures.delete(key);
      wait = result?.requeueAfter;
    } catch (error) {
      this.options.onError(key, error);
      wait = this.backoff(key);
    }
    this.busy.delete(key);
    if (this.again.delete(key)) {
      // An event beats a back-off, but a failing key must not spin on events of its own making.
      const failed = this.failures.get(key) ?? 0;
      if (failed > 3 && wait !== undefined) {
        this.addAfter(key, wait);
      } else {
        this.add(key);
      }
    } else if (wait !== undefined) {
      this.addAfter(key, wait);
    }
    if (this.stopped) {
      if (this.busy.size === 0) {
        this.idleListeners.splice(0).forEach(resolve => resolve());
      }
      return;
    }
    this.next();
  }

  private backoff(key: string): number {
    const { baseBackoff = 10, maxBackoff, random = Math.random } = this.options;
    const count = this.failures.get(key) ?? 0;
    this.failures.set(key, count + 1);
    const wait = Math.min(maxBackoff, baseBackoff * 2 ** Math.min(count, 30));
    return wait * (0.75 + random() * 0.5);
  }
}
