/** Signals work for as long as one was heard this recently: the backend sends one every 20 s at least. */
const SIGNALS_WORK_MS = 45_000;
const POLL_MS = 10_000;

/** Whether signals work, as far as can be told. */
export function doSignalsWork(sinceSignal?: number): boolean {
  return sinceSignal !== undefined && sinceSignal < SIGNALS_WORK_MS;
}

/**
 * When to look whether to ask again without having been told that something changed: not at all while
 * signals work. That they do not nobody tells us, so silence does.
 *
 * @returns milliseconds from now, undefined for not at all; and whether to ask then although a signal was
 * heard meanwhile
 */
export function pollDelay(input: {
  /** Whether a change is to be expected although nobody does anything. */
  moving: boolean;
  /** Whether the last answer was a failure that may pass by itself. */
  failed: boolean;
  /** Milliseconds since the last signal; undefined where there was none. */
  sinceSignal?: number;
}): { delay: number; always: boolean } | undefined {
  const { moving, failed, sinceSignal } = input;
  if (failed) {
    return { delay: POLL_MS, always: true };
  }
  if (!moving) {
    return undefined;
  }
  return {
    delay:
      sinceSignal !== undefined && doSignalsWork(sinceSignal)
        ? SIGNALS_WORK_MS - sinceSignal
        : POLL_MS,
    always: false,
  };
}
