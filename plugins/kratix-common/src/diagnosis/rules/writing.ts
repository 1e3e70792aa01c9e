import { findCondition } from '../../kube';
import { KratixStateStore } from '../../placement';
import { cut } from '../cut';
import { placementsOf, worksOf } from '../../outputs';
import type { RequestStateInput } from '../../requestState';
import { Diagnosis, DiagnosisRule } from '../types';

function storeOf(
  input: RequestStateInput,
  destinationName: string,
): KratixStateStore | undefined {
  const ref = input.destinations.find(
    ({ name }) => name === destinationName,
  )?.stateStore;
  return input.stateStores.find(
    ({ kind, name }) => kind === ref?.kind && name === ref.name,
  );
}

/** State stores that hold up the files of the request. */
export function stateStoreNotReady(input: RequestStateInput): Diagnosis[] {
  const stores = new Set(
    placementsOf(input).flatMap(
      ({ destination }) => storeOf(input, destination) ?? [],
    ),
  );
  return [...stores].flatMap((store): Diagnosis[] => {
    const ready = findCondition(store.conditions, 'Ready');
    return ready?.status === 'False'
      ? [
          {
            code: 'stateStoreNotReady',
            severity: 'error',
            audience: 'platform',
            values: {
              store: `${store.kind} ${store.name}`,
              message: cut(ready.message ?? ready.reason ?? ''),
            },
            subject: { kind: 'stateStore', name: store.name },
          },
        ]
      : [];
  });
}

/** Writes that the state store refuses. */
export function writeFailing(input: RequestStateInput): Diagnosis[] {
  return placementsOf(input).flatMap((placement): Diagnosis[] => {
    const write = findCondition(placement.conditions, 'WriteSucceeded');
    return write?.status === 'False'
      ? [
          {
            code: 'writeFailing',
            severity: 'error',
            audience: 'platform',
            values: {
              destination: placement.destination,
              message: cut(write.message ?? ''),
            },
            subject: { kind: 'destination', name: placement.destination },
          },
        ]
      : [];
  });
}

/** Files that were written once and not since the request has changed. */
export const writeStale: DiagnosisRule = input => {
  if (input.request.deletedAt || input.state.name !== 'Writing') {
    return [];
  }
  const generations = new Map(
    worksOf(input).map(({ name, generation }) => [name, generation]),
  );
  return placementsOf(input)
    .filter(
      placement =>
        findCondition(placement.conditions, 'WriteSucceeded')?.status ===
          'True' &&
        placement.workGeneration !== undefined &&
        placement.workGeneration < (generations.get(placement.work ?? '') ?? 0),
    )
    .map(
      (placement): Diagnosis => ({
        code: 'writeStale',
        severity: 'waiting',
        audience: 'platform',
        values: { destination: placement.destination },
        subject: { kind: 'destination', name: placement.destination },
      }),
    );
};
