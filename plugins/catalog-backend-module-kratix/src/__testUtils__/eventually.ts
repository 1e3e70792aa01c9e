import { setTimeout } from 'node:timers/promises';

/** Repeats a check until it passes; after the deadline its last failure is thrown. */
export async function eventually<T>(
  check: () => Promise<T> | T,
  deadline = 60_000,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await setTimeout(25);
  }
}
