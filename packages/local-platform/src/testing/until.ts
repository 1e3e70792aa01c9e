import { setTimeout as delay } from 'node:timers/promises';

/** Resolves to what `probe` gives as soon as that is something; rejects after a minute, saying what was waited for. */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false>,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const value = await probe();
    if (value !== undefined && value !== false) {
      return value;
    }
    if (Date.now() > deadline) {
      throw new Error(`Waited in vain for ${what}`);
    }
    await delay(10);
  }
}
