import { KratixStep } from 'backstage-plugin-kratix-common';

/** How a Step is shown: the key of its word, and how good the news is. */
export function stepOutcome(step: KratixStep): {
  key: 'waiting' | 'running' | 'succeeded' | 'failed' | 'retrying';
  tone: 'info' | 'success' | 'danger';
} {
  if (step.state === 'terminated') {
    return step.exitCode === 0
      ? { key: 'succeeded', tone: 'success' }
      : { key: 'failed', tone: 'danger' };
  }
  if (step.lastFailure) {
    return { key: 'retrying', tone: 'danger' };
  }
  return { key: step.state, tone: 'info' };
}

/** How long a Step took, in milliseconds; undefined while it is not over. */
export function stepDuration(step: KratixStep): number | undefined {
  const took =
    Date.parse(step.finishedAt ?? '') - Date.parse(step.startedAt ?? '');
  return Number.isFinite(took) && took >= 0 ? took : undefined;
}
