/** Signals that arrived this recently show that signals work. */
const SIGNALS_WORK_MS = 30_000;
const POLL_MS = 10_000;

/**
 * When to ask again without having been told that something changed.
 *
 * A signal is the usual way to hear of a change. They may be switched off or cut, which nobody tells
 * us; so what is on the move is asked for gently until a signal shows that they work.
 *
 * @returns milliseconds from now, or undefined for: not at all.
 */
export function pollDelay(input: {
  /** Whether a change is to be expected although nobody does anything. */
  moving: boolean;
  /** Whether the last answer was a failure that may pass by itself. */
  failed: boolean;
  /** Milliseconds since the last signal; undefined where there was none. */
  sinceSignal?: number;
}): number | undefined {
  if (input.failed) {
    return POLL_MS;
  }
  if (!input.moving) {
    return undefined;
  }
  return input.sinceSignal !== undefined && input.sinceSignal < SIGNALS_WORK_MS
    ? SIGNALS_WORK_MS
    : POLL_MS;
}
