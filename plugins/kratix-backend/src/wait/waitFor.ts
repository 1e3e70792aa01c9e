import { KratixPlatform, PlatformChange } from 'backstage-plugin-kratix-node';

/**
 * Looks again after each change that concerns it, until there is an answer. Nothing is polled.
 *
 * @param look - gives the answer, or undefined while there is none yet; it may throw to end the wait
 * @returns undefined when the time is over or the signal came first
 */
export async function waitFor<T>(
  platform: KratixPlatform,
  options: {
    look: () => T | undefined;
    concerns: (change: PlatformChange) => boolean;
    timeoutMs: number;
    signal?: AbortSignal;
  },
): Promise<T | undefined> {
  const { look, concerns, timeoutMs, signal } = options;
  const first = look();
  if (first !== undefined || signal?.aborted) {
    return first;
  }
  let stop = () => {};
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      const giveUp = () => resolve(undefined);
      const timer = setTimeout(giveUp, timeoutMs);
      signal?.addEventListener('abort', giveUp);
      const unsubscribe = platform.subscribe(change => {
        if (concerns(change)) {
          try {
            const answer = look();
            if (answer !== undefined) {
              resolve(answer);
            }
          } catch (error) {
            reject(error);
          }
        }
      });
      stop = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        unsubscribe();
      };
    });
  } finally {
    stop();
  }
}
