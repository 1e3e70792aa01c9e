/** Waits for a condition, asking often. Rejects after three minutes. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 180_000;
  while (!(await condition())) {
    if (performance.now() > deadline) {
      throw new Error('It did not happen within three minutes');
    }
    await new Promise(done => setTimeout(done, 10));
  }
}
