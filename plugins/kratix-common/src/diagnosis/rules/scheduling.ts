import { findCondition } from '../../kube';
import { describeSelector, missingLabels } from '../labels';
import { effectiveSelector } from '../../scheduling';
import { placementsOf, worksOf } from '../outputs';
import { Diagnosis, DiagnosisRule } from '../types';
import { unplaced, unplacedCause } from '../unplaced';

/** Groups of files that no Destination may take, with the one that comes nearest. */
export const noDestination: DiagnosisRule = input => {
  if (input.request.deletedAt || input.state.name === 'Ready') {
    return [];
  }
  return unplaced(worksOf(input), placementsOf(input), input.destinations).map(
    (files): Diagnosis => ({
      ...unplacedCause(files),
      severity: 'error',
      audience: 'platform',
      ...(files.nearest && {
        subject: { kind: 'destination', name: files.nearest.name },
      }),
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
