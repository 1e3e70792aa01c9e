import { findCondition } from '../../kube';
import { derivePromiseState } from '../../promise';
import { cut } from '../cut';
import { Diagnosis, DiagnosisRule } from '../types';

/** What a request waits for when its Promise is not there for it. */
export const promiseNotReady: DiagnosisRule = ({ request, state, promise }) => {
  if (request.deletedAt || state.name === 'Ready' || state.name === 'Paused') {
    return [];
  }
  const subject = { kind: 'promise', name: request.ref.promise } as const;
  if (!promise || promise.deletedAt) {
    return [
      {
        code: 'promiseMissing',
        severity: 'error',
        audience: 'platform',
        values: { promise: request.ref.promise },
        subject,
      },
    ];
  }
  const missing = promise.requirements.filter(
    ({ state: requirement }) => requirement !== 'Requirement installed',
  );
  const unfulfilled = findCondition(
    promise.conditions,
    'RequirementsFulfilled',
  );
  if (unfulfilled?.status === 'False' && missing.length) {
    return missing.map(
      ({ name, version, state: requirement }): Diagnosis => ({
        code: 'requirementMissing',
        severity: 'error',
        audience: 'platform',
        values: {
          promise: promise.name,
          requirement: version ? `${name} ${version}` : name,
          state: cut(requirement ?? ''),
        },
        subject: { kind: 'promise', name },
      }),
    );
  }
  return state.name === 'WaitingForPromise'
    ? [
        {
          code: 'promiseUnavailable',
          severity: 'error',
          audience: 'platform',
          values: {
            promise: promise.name,
            message: cut(derivePromiseState(promise).message),
          },
          subject,
        },
      ]
    : [];
};
