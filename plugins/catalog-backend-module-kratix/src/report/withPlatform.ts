import {
  IngestionState,
  PlatformSummary,
} from 'backstage-plugin-kratix-common';
import { ReportedSource } from './ProviderReport';

/** The state of a source, and why. */
interface Judged {
  state: IngestionState;
  error?: string;
}

/**
 * Judges a source with what is known of its platform: one that waits for a platform that cannot be
 * read does not wait, it is in trouble; and what comes from the platform itself is as old as the last
 * contact with it, whatever the last read said.
 */
export function withPlatform(
  judged: Judged,
  kind: ReportedSource['kind'],
  platform: PlatformSummary | undefined,
): Judged {
  const waits = judged.state === 'waiting';
  if (!platform || !(waits || kind === 'platform')) {
    return judged;
  }
  const { error, reachable, kinds } = platform;
  if (error && !reachable) {
    return { state: 'unreachable', error };
  }
  const reason =
    error ?? kinds.find(({ state }) => state === 'failed')?.error?.message;
  return waits && reason ? { state: 'failing', error: reason } : judged;
}
