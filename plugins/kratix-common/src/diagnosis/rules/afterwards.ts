import { cut } from '../cut';
import { placementsOf } from '../outputs';
import { Diagnosis, DiagnosisRule } from '../types';

/** Written, but not applied by the agent of the Destination, as far as one is known. */
export const notApplied: DiagnosisRule = input => {
  const destinations = new Set(
    placementsOf(input).map(({ destination }) => destination),
  );
  return (input.gitOps ?? [])
    .filter(({ ready, destination }) => !ready && destinations.has(destination))
    .map(
      (status): Diagnosis => ({
        ...(status.underway
          ? ({ code: 'notYetApplied', severity: 'waiting' } as const)
          : ({ code: 'notApplied', severity: 'error' } as const)),
        audience: 'platform',
        values: {
          agent: cut(status.agent),
          destination: status.destination,
          message: cut(
            status.message ?? (status.underway ? '' : 'no reason given'),
          ),
        },
        subject: { kind: 'destination', name: status.destination },
      }),
    );
};

/** What health checks report about what the request made. */
export const unhealthy: DiagnosisRule = ({ request }) =>
  request.health === 'unhealthy' || request.health === 'degraded'
    ? [
        {
          code: 'unhealthy',
          severity: 'error',
          audience: 'requester',
          values: {
            health: request.health,
            details: cut(
              request.healthRecords
                .filter(({ state }) => state === request.health)
                .map(
                  ({ source, details }) =>
                    `${source ?? 'a health check'}${
                      details ? ` (${details})` : ''
                    }`,
                )
                .join(', ') || 'no health check says why',
            ),
          },
        },
      ]
    : [];

/** A change here would not last. */
export const ownedElsewhere: DiagnosisRule = ({ managedBy }) =>
  managedBy
    ? [
        {
          code: 'ownedElsewhere',
          severity: 'note',
          audience: 'requester',
          values: { manager: cut(managedBy) },
        },
      ]
    : [];
