import { KratixLabels } from '../../labels';
import type { RequestStateInput } from '../../requestState';
import { cut } from '../cut';
import { Cause, DiagnosisRule } from '../types';

/** Who paused a request: its Promise, or somebody the request alone. */
export const pausedCause = ({
  request,
  promise,
}: Pick<RequestStateInput, 'request' | 'promise'>): Cause =>
  promise?.labels[KratixLabels.paused] === 'true'
    ? { code: 'promisePaused', values: { promise: request.ref.promise } }
    : { code: 'requestPaused', values: {} };

/** Somebody wanted it to stand still; that holds a deletion as well. */
export const paused: DiagnosisRule = input => {
  const { request, state } = input;
  const heldDeletion =
    request.deletedAt && request.labels[KratixLabels.paused] === 'true';
  if (state.name !== 'Paused' && !heldDeletion) {
    return [];
  }
  const cause = pausedCause(input);
  return [
    cause.code === 'promisePaused'
      ? {
          ...cause,
          severity: 'waiting',
          audience: 'platform',
          subject: { kind: 'promise', name: request.ref.promise },
        }
      : { ...cause, severity: 'waiting', audience: 'requester' },
  ];
};

/** Which Pipeline asked for a person, or for patience, as far as the status tells. */
export function suspendedCause({
  request,
}: Pick<RequestStateInput, 'request'>): Cause {
  const pipeline = request.pipelines.find(({ phase }) => phase === 'Suspended');
  if (!pipeline) {
    return { code: 'workflowSuspended', values: {} };
  }
  const { name, nextRetryAt, attempts = 1 } = pipeline;
  const values = { pipeline: name, message: cut(pipeline.message ?? '') };
  return nextRetryAt
    ? {
        code: 'suspendedUntil',
        values: { ...values, attempt: String(attempts) },
        retryAt: nextRetryAt,
      }
    : { code: 'suspended', values };
}

/** A Pipeline asked for a person, or for patience. */
export const suspended: DiagnosisRule = input =>
  input.state.name === 'Suspended'
    ? [
        {
          ...suspendedCause(input),
          severity: 'waiting',
          audience: 'requester',
        },
      ]
    : [];
