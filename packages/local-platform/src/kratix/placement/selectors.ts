import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { readDestination } from '../model/destination';
import { isBeingDeleted, labelsOf } from '../model/objects';
import { GroupSelector } from '../model/work';

type MatchLabels = Record<string, string>;

/** The selectors of a Promise as one: all hold, and on the same key the first wins. */
export function squashSelectors(
  selectors: readonly { matchLabels: MatchLabels }[],
): MatchLabels {
  return Object.assign(
    {},
    ...[...selectors].reverse().map(selector => selector.matchLabels),
  );
}

const PRECEDENCE: Record<string, number> = {
  promise: 2,
  'promise-workflow': 1,
};

/**
 * The labels that a workload group's Destination must carry: on the same key the Promise wins over
 * its workflow, and that one over the workflow of the request.
 */
export function resolveSelectors(
  selectors: readonly GroupSelector[] = [],
): MatchLabels {
  const lowestFirst = [...selectors].sort(
    (a, b) => (PRECEDENCE[a.source] ?? 0) - (PRECEDENCE[b.source] ?? 0),
  );
  return Object.assign(
    {},
    ...lowestFirst.map(selector => selector.matchLabels),
  );
}

/** Whether work with these resolved selectors may go to a Destination. */
export function destinationMatches(
  destination: KubeObject,
  wanted: MatchLabels,
): boolean {
  const own = labelsOf(destination);
  const keys = Object.keys(wanted);
  if (isBeingDeleted(destination)) {
    return false;
  }
  if (own[labels.dryRun] === 'true' && wanted[labels.dryRun] !== 'true') {
    return false;
  }
  if (keys.length === 0) {
    return !(
      readDestination(destination).strictMatchLabels &&
      Object.keys(own).length > 0
    );
  }
  return keys.every(key => own[key] === wanted[key]);
}
