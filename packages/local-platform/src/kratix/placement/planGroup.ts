import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { readWorkPlacement, WorkloadGroup } from '../model/work';
import { labelsOf } from '../model/objects';
import { shortId } from '../names';
import { destinationMatches, resolveSelectors } from './selectors';

/** Where one workload group is to be. */
export interface PlannedPlacement {
  destination: string;
  /** The Destination no longer carries the labels that are asked for. */
  misplaced: boolean;
  existing?: KubeObject;
}

/**
 * The Destinations of one workload group. What belongs to a request goes to one matching Destination,
 * chosen at random, and stays there for good; what belongs to a Promise goes to all that match, and
 * stays where it once was.
 *
 * @param random - gives 0 to 1
 * @returns nothing when no Destination matches
 */
export function planGroup(options: {
  group: WorkloadGroup;
  existing: readonly KubeObject[];
  destinations: readonly KubeObject[];
  forRequest: boolean;
  random: () => number;
}): PlannedPlacement[] {
  const { group, existing, destinations, forRequest, random } = options;
  const wanted = resolveSelectors(group.destinationSelectors);
  const matching = destinations
    .filter(destination => destinationMatches(destination, wanted))
    .map(destination => destination.metadata.name);
  const placed = existing.map(placement => {
    const destination = readWorkPlacement(placement).targetDestinationName;
    return {
      destination,
      misplaced: !matching.includes(destination),
      existing: placement,
    };
  });
  if (forRequest) {
    if (placed.length > 0 || matching.length === 0) {
      return placed;
    }
    const index = Math.min(
      matching.length - 1,
      Math.floor(random() * matching.length),
    );
    return [{ destination: matching[index], misplaced: false }];
  }
  const added = matching.filter(
    name => !placed.some(item => item.destination === name),
  );
  return [
    ...placed,
    ...added.map(destination => ({ destination, misplaced: false })),
  ];
}

/** `<work>.<destination>-<id5>` */
export function placementName(
  work: KubeObject,
  destination: string,
  groupId: string,
): string {
  return `${work.metadata.name}.${destination}-${shortId(groupId)}`;
}

/** The labels of a placement. On one that belongs to a request, the mark of having been misplaced stays. */
export function placementLabels(
  work: KubeObject,
  group: WorkloadGroup,
  plan: PlannedPlacement,
  forRequest: boolean,
): Record<string, string> {
  return {
    ...(forRequest && plan.existing ? labelsOf(plan.existing) : {}),
    [labels.work]: work.metadata.name,
    [labels.workloadGroupId]: group.id,
    [labels.targetDestinationName]: plan.destination,
    [labels.pipelineName]: labelsOf(work)[labels.pipelineName] ?? '',
    ...(plan.misplaced && { [labels.misplaced]: 'true' }),
  };
}
