import {
  KratixLabels,
  KratixPromise,
  KratixRequest,
  RequestOperation,
} from 'backstage-plugin-kratix-common';

/** Labels to set, or to take away where the value is null. */
export type LabelPatch = Record<string, string | null>;

/**
 * The labels that make Kratix do an operation, or why it would do nothing. What each label does is
 * described in Kratix's reference under "Labels".
 */
export function operationLabels(
  operation: RequestOperation,
  request: KratixRequest,
  promise: KratixPromise,
): { labels: LabelPatch } | { refused: string } {
  const { labels } = request;
  const isPaused = labels[KratixLabels.paused] === 'true';
  if (operation !== 'pause' && promise.labels[KratixLabels.paused] === 'true') {
    return {
      refused: `its Promise ${promise.name} is paused, and with it all its requests; a platform engineer has to resume the Promise`,
    };
  }
  switch (operation) {
    case 'reconcile':
      return isPaused
        ? { refused: 'it is paused; resume it, which reconciles it as well' }
        : { labels: { [KratixLabels.manualReconciliation]: 'true' } };
    case 'pause':
      return isPaused
        ? { refused: 'it is paused already' }
        : { labels: { [KratixLabels.paused]: 'true' } };
    default: {
      const held = [KratixLabels.paused, KratixLabels.workflowSuspended].filter(
        label => labels[label] !== undefined,
      );
      return held.length
        ? { labels: Object.fromEntries(held.map(label => [label, null])) }
        : { refused: 'it is neither paused nor suspended' };
    }
  }
}
