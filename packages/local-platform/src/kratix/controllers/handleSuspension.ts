import { KubeObject, ResourceType } from '../../kube';
import { labels } from '../constants';
import { JsonObject } from '../json';
import { statusOf } from '../model/objects';
import {
  KratixContext,
  removeLabels,
  setLabels,
  storeStatus,
} from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { decideSuspension } from '../workflow/suspension';
import { withPendingPipelines } from '../workflow/workflowStatus';

/**
 * Deals with an object whose workflow a pipeline has suspended.
 *
 * @returns nothing when the workflow is not suspended and may go on
 */
export async function handleSuspension(
  context: KratixContext,
  target: {
    type: ResourceType;
    object: KubeObject;
    recorder: EventRecorder;
    /** What the event calls the object. */
    owner: 'resource request' | 'promise';
    pipelines: string[];
    /** The status while the workflow waits. */
    waitingStatus(status: JsonObject): JsonObject;
  },
): Promise<ReconcileResult | undefined> {
  const { client, now } = context;
  const { type, object, recorder, owner } = target;
  const decision = decideSuspension(object, now());
  switch (decision.step) {
    case 'none':
      return undefined;
    case 'restart': {
      const relabelled = await setLabels(client, type, object, {
        [labels.runFromStart]: 'true',
        [labels.workflowSuspended]: null,
      });
      await storeStatus(
        client,
        type,
        relabelled,
        withPendingPipelines(statusOf(relabelled), target.pipelines, now()),
      );
      return {};
    }
    case 'resume':
      await removeLabels(client, type, object, labels.workflowSuspended);
      return {};
    default:
      await recorder.warning(
        object,
        'WorkflowSuspended',
        `'${labels.workflowSuspended}' label set to 'true' for ${owner}; skipping reconciliation`,
      );
      await storeStatus(
        client,
        type,
        object,
        target.waitingStatus(statusOf(object)),
      );
      return { requeueAfter: decision.requeueAfter };
  }
}
