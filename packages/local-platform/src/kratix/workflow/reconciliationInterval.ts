import { KubeObject } from '../../kube';
import { StoredCondition } from '../conditions';
import { annotations } from '../constants';
import { parseGoDuration } from '../duration';
import { objectAt } from '../json';

/** Shorter intervals are refused, or ignored where they came past the check. */
export const MIN_RECONCILIATION_INTERVAL = 60_000;

function valid(text: unknown): number | undefined {
  if (typeof text !== 'string') {
    return undefined;
  }
  try {
    const interval = parseGoDuration(text);
    return interval >= MIN_RECONCILIATION_INTERVAL ? interval : undefined;
  } catch {
    return undefined;
  }
}

/**
 * How often the workflows of a revision run again: as its annotation says, or its spec, or as Kratix is
 * configured; milliseconds.
 */
export function reconciliationInterval(
  revision: KubeObject | undefined,
  configured: number,
): number {
  const { reconciliationInterval: inSpec } = objectAt(
    revision,
    'spec',
    'promiseSpec',
    'workflows',
    'config',
  );
  return (
    valid(
      revision?.metadata.annotations?.[annotations.reconciliationInterval],
    ) ??
    valid(inSpec) ??
    configured
  );
}

/** Whether a workflow ended so long ago that it is to run again. */
export function isDue(
  completed: StoredCondition | undefined,
  interval: number,
  afterFailure: boolean,
  now: Date,
): boolean {
  if (
    !completed ||
    now.getTime() - Date.parse(completed.lastTransitionTime) <= interval
  ) {
    return false;
  }
  return (
    completed.status === 'True' ||
    (afterFailure &&
      completed.status === 'False' &&
      completed.reason === 'ConfigureWorkflowFailed')
  );
}
