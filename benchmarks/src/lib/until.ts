/** Waits for a condition, asking often. Rejects after a minute. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error('It did not happen within a minute');
    }
    await new Promise(done => setTimeout(done, 10));
  }
}
