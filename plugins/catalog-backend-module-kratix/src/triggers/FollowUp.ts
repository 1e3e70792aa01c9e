/** Milliseconds after a hint. */
const DELAYS = [1_000, 5_000, 15_000, 60_000];

/**
 * Repeats a call some time after a hint that came before what it announces: Kratix writes to a bucket
 * after the placement has changed, and nothing on the platform tells when that is done.
 */
export class FollowUp {
  #timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly call: () => void,
    private readonly delays: number[] = DELAYS,
  ) {}

  /** Begins anew, also where calls of an earlier hint are still to come. */
  begin(): void {
    this.stop();
    this.#timers = this.delays.map(delay =>
      setTimeout(() => this.call(), delay).unref(),
    );
  }

  stop(): void {
    this.#timers.forEach(timer => clearTimeout(timer));
    this.#timers = [];
  }
}
