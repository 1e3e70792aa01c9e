import { setTimeout as wait } from 'node:timers/promises';

/** Repeats a check until it passes, for at most 30 seconds. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  timeoutMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > deadline) {
        throw error;
      }
      await wait(5);
    }
  }
}
