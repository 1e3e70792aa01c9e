import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { Tone } from '../components/tone';

/** How a platform is doing, in one word. */
export function platformState({ reachable, synced, kinds }: PlatformSummary): {
  name: 'good' | 'syncing' | 'partial' | 'unreachable';
  tone: Tone;
} {
  if (!reachable) {
    return { name: 'unreachable', tone: 'danger' };
  }
  if (kinds.some(({ state }) => state === 'failed')) {
    return { name: 'partial', tone: 'warning' };
  }
  return synced
    ? { name: 'good', tone: 'success' }
    : { name: 'syncing', tone: 'info' };
}
