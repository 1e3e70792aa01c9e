const CAP_MS = 5 * 60 * 1000;

/**
 * How long to wait before the next try: the base after the first failure, twice as long after each one
 * more, five minutes at most.
 *
 * @param failures - how many there were in a row, at least 1
 */
export function backOff(baseMs: number, failures: number): number {
  return Math.min(baseMs * 2 ** Math.min(failures - 1, 30), CAP_MS);
}

/** A delay as Kubernetes prints it, for example `1m20s`. */
export function formatDelay(ms: number): string {
  if (ms < 1000) {
    return `${ms}ms`;
  }
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return minutes > 0 ? `${minutes}m${seconds % 60}s` : `${seconds}s`;
}
