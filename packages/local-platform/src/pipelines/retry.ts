import { sleep } from '../process/sleep';
import { backOff } from './backOff';

/**
 * Does something until it works, with growing delays.
 *
 * @param options.onFailure - told about each failure, with the delay that follows
 * @returns what the work gave, or `undefined` when `signal` was aborted first
 */
export async function retry<T>(
  work: () => Promise<T>,
  options: {
    baseMs: number;
    signal: AbortSignal;
    onFailure(error: unknown, delayMs: number): void | Promise<void>;
  },
): Promise<T | undefined> {
  for (let failures = 1; !options.signal.aborted; failures++) {
    try {
      return await work();
    } catch (error) {
      const delay = backOff(options.baseMs, failures);
      const started = Date.now();
      await options.onFailure(error, delay);
      await sleep(delay - (Date.now() - started), options.signal);
    }
  }
  return undefined;
}
