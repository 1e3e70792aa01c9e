/** Delays between attempts, in milliseconds. */
export interface Backoff {
  base: number;
  most: number;
}

/**
 * How long to wait before the next attempt: not at all after the first failure, so that a connection
 * that was cut is taken up at once; then doubling, with half of it left to chance so that many
 * watchers do not come back together.
 *
 * @param failures - in a row, from 1
 * @param random - from 0 to 1
 */
export function backoffDelay(
  failures: number,
  random: number,
  { base, most }: Backoff,
): number {
  if (failures <= 1) {
    return 0;
  }
  const full = Math.min(most, base * 2 ** Math.min(failures - 2, 30));
  return full * (0.5 + random / 2);
}
