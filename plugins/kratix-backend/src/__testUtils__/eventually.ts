/** Tries again until the assertion holds; rejects with its last error after a deadline. */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  deadlineMs = 30_000,
): Promise<T> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }
}
