/** Waits until a condition holds; rejects after ten seconds. */
export async function waitFor(
  condition: () => boolean | Promise<boolean>,
): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await condition())) {
    if (Date.now() > deadline) {
      throw new Error(`Timed out waiting for: ${condition.toString()}`);
    }
    await new Promise(resolve => setTimeout(resolve, 10));
  }
}
