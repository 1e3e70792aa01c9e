import { publishToPages, SignalOptions } from './publishSignal';

/** Pages take signals to be cut after a little more than two of these. */
const BEAT_MS = 20_000;

/**
 * Tells pages that signals work, so that they need not ask by themselves: nothing else tells silence from
 * a connection that is cut.
 *
 * @returns a function that ends it
 */
export function publishHeartbeat(options: SignalOptions): () => void {
  const timer = setInterval(
    () => publishToPages({ about: 'alive' }, options),
    BEAT_MS,
  );
  timer.unref();
  return () => clearInterval(timer);
}
