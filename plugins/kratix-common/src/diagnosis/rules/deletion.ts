import { findCondition } from '../../kube';
import { cut } from '../cut';
import type { RequestStateInput } from '../../requestState';
import { Diagnosis } from '../types';

/** Why a request that is being deleted is still there. */
export function deletionHeld({ request }: RequestStateInput): Diagnosis[] {
  if (!request.deletedAt) {
    return [];
  }
  const workflow = findCondition(request.conditions, 'DeleteWorkflowCompleted');
  if (workflow?.reason === 'DeleteWorkflowFailed') {
    return [
      {
        code: 'deletePipelineFailed',
        severity: 'error',
        audience: 'platform',
        values: {},
      },
    ];
  }
  if (workflow?.reason === 'DeleteWorkflowSuspended') {
    const pipeline = request.pipelines.find(
      ({ phase }) => phase === 'Suspended',
    );
    return [
      {
        code: 'deletionSuspended',
        severity: 'waiting',
        audience: 'requester',
        values: { message: cut(pipeline?.message ?? workflow.message ?? '') },
        retryAt: pipeline?.nextRetryAt,
      },
    ];
  }
  // Kratix removes its own one after the other; what is left when they are gone is another's.
  const foreign = request.finalizers.filter(
    finalizer => !finalizer.startsWith('kratix.io/'),
  );
  return foreign.length && foreign.length === request.finalizers.length
    ? [
        {
          code: 'deletionHeldByFinalizer',
          severity: 'error',
          audience: 'platform',
          values: { finalizers: cut(foreign.join(', ')) },
        },
      ]
    : [];
}
