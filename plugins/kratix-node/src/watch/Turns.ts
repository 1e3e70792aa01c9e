/** Lets at most `most` tasks run at a time; the others wait in order. */
export class Turns {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(most: number) {
    this.free = most;
  }

  async run<R>(task: () => Promise<R>): Promise<R> {
    if (this.free > 0) {
      this.free -= 1;
    } else {
      await new Promise<void>(resolve => {
        this.waiting.push(resolve);
      });
    }
    try {
      return await task();
    } finally {
      const next = this.waiting.shift();
      if (next) {
        next();
      } else {
        this.free += 1;
      }
    }
  }
}
