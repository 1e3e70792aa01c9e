import { setTimeout as wait } from 'node:timers/promises';

/** Time and chance, to be replaced in tests. */
export interface Timing {
  /** Milliseconds. */
  now(): number;
  /** From 0 to 1. */
  random(): number;
  /** Resolves after the time, or as soon as the signal is aborted. */
  delay(milliseconds: number, signal: AbortSignal): Promise<void>;
}

/** The real ones. */
export const systemTiming: Timing = {
  now: () => Date.now(),
  random: () => Math.random(),
  delay: async (milliseconds, signal) => {
    try {
      await wait(milliseconds, undefined, { signal, ref: false });
    } catch (error) {
      if (!signal.aborted) {
        throw error;
      }
    }
  },
};
