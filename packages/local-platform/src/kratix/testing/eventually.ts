/**
 * Waits until a look succeeds: `look` may throw (an assertion, for example) until the deadline.
 *
 * @returns what the look gives
 */
export async function eventually<T>(
  look: () => Promise<T> | T,
  deadline = 20_000,
): Promise<T> {
  const end = Date.now() + deadline;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
    await new Promise(resolve => {
      setTimeout(resolve, 25);
    });
  }
}
