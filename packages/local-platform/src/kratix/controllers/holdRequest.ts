import { KubeObject } from '../../kube';
import { findCondition, withSortedCondition } from '../conditions';
import { statusOf } from '../model/objects';
import { ReconcileResult } from '../runtime/workQueue';
import { RequestScope, storeRequest } from './requestScope';

/**
 * Holds a request back while its Promise is not available, and notes both that and its end.
 *
 * @returns nothing when the request may go on
 */
export async function holdRequest(
  scope: RequestScope,
  request: KubeObject,
  isUnavailable: boolean,
): Promise<{ result: ReconcileResult | undefined } | undefined> {
  const { config, now } = scope.context;
  const status = statusOf(request);
  const isMarkedUnavailable =
    findCondition(status, 'PromiseAvailable')?.status === 'False';
  if (isUnavailable) {
    if (isMarkedUnavailable) {
      return { result: { requeueAfter: config.delays.slow } };
    }
    await storeRequest(
      scope,
      request,
      withSortedCondition(
        { ...status, message: 'Pending' },
        {
          type: 'PromiseAvailable',
          status: 'False',
          reason: 'PromiseRequirementsNotInstalled',
          message: 'Promise Requirements are not installed',
        },
        now(),
      ),
    );
    return { result: undefined };
  }
  if (isMarkedUnavailable) {
    await storeRequest(
      scope,
      request,
      withSortedCondition(
        status,
        {
          type: 'PromiseAvailable',
          status: 'True',
          reason: 'PromiseAvailable',
          message: 'Promise Requirements are met',
        },
        now(),
      ),
    );
    return { result: undefined };
  }
  return undefined;
}
