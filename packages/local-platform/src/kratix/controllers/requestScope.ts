import { KubeObject, ResourceType } from '../../kube';
import { JsonObject } from '../json';
import { BoundPromise } from '../model/promise';
import { KratixContext, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { reconciliationInterval } from '../workflow/reconciliationInterval';

/** What all steps for the requests of one Promise share. */
export interface RequestScope {
  context: KratixContext;
  promiseName: string;
  type: ResourceType;
  recorder: EventRecorder;
}

/** The Promise as the revision has it that a request is bound to. */
export interface BoundRequest {
  promise: BoundPromise;
  revision: KubeObject;
  bindingVersion: string;
}

/** @returns the stored request, or nothing when its status was so already */
export function storeRequest(
  { context, type }: RequestScope,
  request: KubeObject,
  status: JsonObject,
): Promise<KubeObject | undefined> {
  return storeStatus(context.client, type, request, status);
}

/** Asks for the run that is due when nothing else happens. */
export function nextRun(
  { context }: RequestScope,
  { revision }: BoundRequest,
): Required<ReconcileResult> {
  return {
    requeueAfter: reconciliationInterval(
      revision,
      context.config.reconciliationInterval,
    ),
  };
}
