import { parentOf } from '../../parent';
import { cut } from '../cut';
import { placementsOf } from '../../outputs';
import { Cause, Diagnosis, DiagnosisRule } from '../types';

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
          message: cut(status.message ?? ''),
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
                .map(({ source, details = '' }) =>
                  source && details
                    ? `${source} (${details})`
                    : source ?? details,
                )
                .filter(Boolean)
                .join(', '),
            ),
          },
        },
      ]
    : [];

/** A change here would not last. */
export const ownedElsewhere: DiagnosisRule = ({ managedBy, request }) => {
  if (!managedBy) {
    return [];
  }
  const parent = parentOf({ ...request.ref, labels: request.labels });
  const cause: Cause = parent
    ? {
        code: 'partOfRequest',
        values: {
          parent: cut(`${parent.namespace}/${parent.name}`),
          promise: cut(parent.promise),
        },
      }
    : { code: 'ownedElsewhere', values: { manager: cut(managedBy) } };
  return [{ ...cause, severity: 'note', audience: 'requester' }];
};
