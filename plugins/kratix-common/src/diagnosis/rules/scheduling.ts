import { findCondition } from '../../kube';
import { placementsOf, worksOf } from '../../outputs';
import { KratixDestination } from '../../placement';
import type { RequestStateInput } from '../../requestState';
import { effectiveSelector, LabelSelector } from '../../scheduling';
import { describeSelector, missingLabels, nearestDestination } from '../labels';
import { Cause, Diagnosis, DiagnosisRule } from '../types';

/** Groups of files that no Destination may take, with the one that comes nearest. */
export function unplaced(input: RequestStateInput): Diagnosis[] {
  const placements = placementsOf(input);
  return worksOf(input)
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
    .map(({ destinationSelectors }): Diagnosis => {
      const selector = effectiveSelector(destinationSelectors);
      const nearest = nearestDestination(selector, input.destinations);
      return {
        ...unplacedCause(selector, nearest),
        severity: 'error',
        audience: 'platform',
        ...(nearest && {
          subject: { kind: 'destination', name: nearest.name },
        }),
      };
    });
}

function unplacedCause(
  selector: LabelSelector,
  nearest: KratixDestination | undefined,
): Cause {
  const labels = describeSelector(selector);
  if (!labels) {
    return { code: 'noDestinationForUnlabelled', values: {} };
  }
  return nearest
    ? {
        code: 'noDestination',
        values: {
          selector: labels,
          nearest: nearest.name,
          missing: describeSelector(missingLabels(selector, nearest)),
        },
      }
    : { code: 'noDestinationAtAll', values: { selector: labels } };
}

/** Files that wait for a Destination. */
export const noDestination: DiagnosisRule = input =>
  input.request.deletedAt || input.state.name === 'Ready'
    ? []
    : unplaced(input);

/** Files that lie where they no longer belong. */
export function misplaced(input: RequestStateInput): Diagnosis[] {
  const works = new Map(worksOf(input).map(work => [work.name, work]));
  return placementsOf(input)
    .filter(
      placement =>
        findCondition(placement.conditions, 'ScheduleSucceeded')?.reason ===
        'DestinationSelectorMismatch',
    )
    .map((placement): Diagnosis => {
      const subject = {
        kind: 'destination',
        name: placement.destination,
      } as const;
      const destination = input.destinations.find(
        ({ name }) => name === placement.destination,
      );
      if (!destination) {
        return {
          code: 'destinationMissing',
          severity: 'error',
          audience: 'platform',
          values: { destination: placement.destination },
          subject,
        };
      }
      const group = works
        .get(placement.work ?? '')
        ?.workloadGroups.find(({ id }) => id === placement.workloadGroupId);
      return {
        code: 'misplaced',
        severity: 'error',
        audience: 'platform',
        values: {
          destination: placement.destination,
          missing: describeSelector(
            missingLabels(
              effectiveSelector(group?.destinationSelectors ?? []),
              destination,
            ),
          ),
        },
        subject,
      };
    });
}
