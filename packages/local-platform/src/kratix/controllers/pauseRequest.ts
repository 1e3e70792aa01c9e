import { KubeObject } from '../../kube';
import { findCondition } from '../conditions';
import { labels } from '../constants';
import { statusOf } from '../model/objects';
import { withReconciled } from '../workflow/workflowStatus';
import { RequestScope, storeRequest } from './requestScope';

/** Notes that a request is left alone, and by whose label. */
export async function pauseRequest(
  scope: RequestScope,
  request: KubeObject,
  of: 'promise' | 'this resource request',
): Promise<void> {
  const { context, recorder } = scope;
  const current = findCondition(statusOf(request), 'Reconciled');
  if (current?.status === 'Unknown' && current.message === 'Paused') {
    return;
  }
  await storeRequest(
    scope,
    request,
    withReconciled(
      statusOf(request),
      'Unknown',
      'PausedReconciliation',
      'Paused',
      context.now(),
    ),
  );
  await recorder.warning(
    request,
    'PausedReconciliation',
    `'${labels.paused}' label set to 'true' for ${
      of === 'promise'
        ? 'promise; pausing reconciliation for this resource request'
        : 'this resource request; pausing reconciliation'
    }`,
  );
}
