import { findCondition } from '../kube';
import { KratixDestination, KratixPlacement, KratixWork } from '../placement';
import { effectiveSelector } from '../scheduling';
import { describeSelector, missingLabels, nearestDestination } from './labels';

/** Files that no Destination may take. */
export interface Unplaced {
  /** The labels that they ask for. */
  selector: string;
  /** The Destination that comes nearest, and which labels it lacks; absent where there is none. */
  nearest?: { name: string; missing: string };
}

/** Groups of files of these Works that no Destination may take. */
export function unplaced(
  works: KratixWork[],
  placements: KratixPlacement[],
  destinations: KratixDestination[],
): Unplaced[] {
  return works
    .filter(
      ({ conditions }) =>
        findCondition(conditions, 'ScheduleSucceeded')?.reason ===
        'UnscheduledWorkloads',
    )
    .flatMap(work =>
      work.workloadGroups.filter(
        group =>
          !placements.some(
            placement =>
              placement.work === work.name &&
              placement.namespace === work.namespace &&
              placement.workloadGroupId === group.id,
          ),
      ),
    )
    .map(({ destinationSelectors }) => {
      const selector = effectiveSelector(destinationSelectors);
      const nearest = nearestDestination(selector, destinations);
      return {
        selector: describeSelector(selector),
        nearest: nearest && {
          name: nearest.name,
          missing: describeSelector(missingLabels(selector, nearest)),
        },
      };
    });
}

/** The same as a cause: its code, and what its message speaks of. */
export function unplacedCause({ selector, nearest }: Unplaced): {
  code: 'noDestination' | 'noDestinationAtAll';
  values: Record<string, string>;
} {
  return nearest
    ? {
        code: 'noDestination',
        values: {
          selector,
          nearest: nearest.name,
          missing: nearest.missing,
        },
      }
    : { code: 'noDestinationAtAll', values: { selector } };
}
