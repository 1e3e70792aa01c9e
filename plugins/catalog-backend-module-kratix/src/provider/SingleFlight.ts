/**
 * Runs a task never more than once at a time. Requests that arrive while it runs lead to one more run,
 * however many they are.
 */
export class SingleFlight {
  #running?: Promise<void>;
  #next?: Promise<void>;

  constructor(private readonly task: () => Promise<void>) {}

  /** @returns a promise that settles with a run that began after this call. */
  request(): Promise<void> {
    if (this.#next) {
      return this.#next;
    }
    if (!this.#running) {
      return this.#start();
    }
    this.#next = this.#running
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#start();
      });
    return this.#next;
  }

  /** Settles when nothing runs any more. */
  async idle(): Promise<void> {
    while (this.#next || this.#running) {
      await (this.#next ?? this.#running)?.catch(() => undefined);
    }
  }

  #start(): Promise<void> {
    const run = this.task().finally(() => {
      if (this.#running === run) {
        this.#running = undefined;
      }
    });
    this.#running = run;
    return run;
  }
}
