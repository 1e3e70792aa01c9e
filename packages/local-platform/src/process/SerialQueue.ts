/** Runs asynchronous pieces of work one after another, in the order in which they came. */
export class SerialQueue {
  private last: Promise<unknown> = Promise.resolve();

  /** Resolves or rejects as `work` does; a failure does not keep the next from running. */
  run<T>(work: () => Promise<T>): Promise<T> {
    const result = this.last.then(work);
    this.last = result.catch(() => {});
    return result;
  }

  /** Resolves when all that was handed in so far has run. */
  async idle(): Promise<void> {
    await this.last;
  }
}
