import { findCondition } from '../../kube';
import { describeSelector, missingLabels, nearestDestination } from '../labels';
import { effectiveSelector } from '../../scheduling';
import { placementsOf, worksOf } from '../outputs';
import { Diagnosis, DiagnosisRule } from '../types';

/** Groups of files that no Destination may take, with the one that comes nearest. */
export const noDestination: DiagnosisRule = input => {
  if (input.request.deletedAt || input.state.name === 'Ready') {
    return [];
  }
  const placements = placementsOf(input);
  return worksOf(input)
    .filter(
      work =>
        findCondition(work.conditions, 'ScheduleSucceeded')?.reason ===
        'UnscheduledWorkloads',
    )
    .flatMap(work =>
      work.workloadGroups
        .filter(
          group =>
            !placements.some(
              placement =>
                placement.work === work.name &&
                placement.workloadGroupId === group.id,
            ),
        )
        .map((group): Diagnosis => {
          const selector = effectiveSelector(group.destinationSelectors);
          const nearest = nearestDestination(selector, input.destinations);
          const asked = describeSelector(selector);
          return nearest
            ? {
                code: 'noDestination',
                severity: 'error',
                audience: 'platform',
                values: {
                  selector: asked,
                  nearest: nearest.name,
                  missing: describeSelector(missingLabels(selector, nearest)),
                },
                subject: { kind: 'destination', name: nearest.name },
              }
            : {
                code: 'noDestinationAtAll',
                severity: 'error',
                audience: 'platform',
                values: { selector: asked },
              };
        }),
    );
};

/** Files that lie where they no longer belong. */
export const misplaced: DiagnosisRule = input => {
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
};
