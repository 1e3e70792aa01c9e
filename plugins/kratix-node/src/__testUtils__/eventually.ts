import { setTimeout as wait } from 'node:timers/promises';

/** Repeats a check until it passes, for at most 4 seconds. */
export async function eventually<T>(
  check: () => T | Promise<T>,
  timeoutMs = 4_000,
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
