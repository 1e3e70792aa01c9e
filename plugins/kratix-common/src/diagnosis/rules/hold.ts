import { KratixLabels } from '../../labels';
import { cut } from '../cut';
import { DiagnosisRule } from '../types';

/** Somebody wanted it to stand still; that holds a deletion as well. */
export const paused: DiagnosisRule = ({ request, promise, state }) => {
  const heldDeletion =
    request.deletedAt && request.labels[KratixLabels.paused] === 'true';
  if (state.name !== 'Paused' && !heldDeletion) {
    return [];
  }
  return promise?.labels[KratixLabels.paused] === 'true'
    ? [
        {
          code: 'promisePaused',
          severity: 'waiting',
          audience: 'platform',
          values: { promise: request.ref.promise },
          subject: { kind: 'promise', name: request.ref.promise },
        },
      ]
    : [
        {
          code: 'requestPaused',
          severity: 'waiting',
          audience: 'requester',
          values: {},
        },
      ];
};

/** A Pipeline asked for a person, or for patience. */
export const suspended: DiagnosisRule = ({ request, state }) => {
  if (state.name !== 'Suspended') {
    return [];
  }
  const pipeline = request.pipelines.find(({ phase }) => phase === 'Suspended');
  const values = {
    pipeline: pipeline?.name ?? '?',
    message: cut(pipeline?.message ?? 'it gives no reason'),
  };
  return pipeline?.nextRetryAt
    ? [
        {
          code: 'suspendedUntil',
          severity: 'waiting',
          audience: 'requester',
          values: { ...values, attempt: String(pipeline.attempts ?? 1) },
          retryAt: pipeline.nextRetryAt,
        },
      ]
    : [
        {
          code: 'suspended',
          severity: 'waiting',
          audience: 'requester',
          values,
        },
      ];
};
