import { KubeObject, ResourceType } from '../../kube';
import { findCondition } from '../conditions';
import { annotations, labels, requestFinalizers } from '../constants';
import { objectAt } from '../json';
import {
  finalizersOf,
  hasFlag,
  isBeingDeleted,
  labelsOf,
  promiseLabels,
  selectorOf,
  statusOf,
  withFinalizers,
} from '../model/objects';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, keyOf } from '../runtime/controller';
import { KratixContext, setLabels } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { bindRequest } from './bindRequest';
import { configureRequest } from './configureRequest';
import { holdRequest } from './holdRequest';
import { pauseRequest } from './pauseRequest';
import { ensureBinding } from './requestBinding';
import { deleteRequest } from './requestDeletion';
import { RequestScope } from './requestScope';

/** What the Promise tells the controller of its requests. */
export interface RequestControllerOptions {
  promise: string;
  type: ResourceType;
  /** Whether all Promises that this one needs are there. */
  canCreateResources(): boolean;
  /** Called when a request has gone. */
  onRequestGone(): void;
}

/** Serves the requests of one Promise, from the first look to the last finalizer. */
export function requestController(
  context: KratixContext,
  options: RequestControllerOptions,
): Controller {
  const { client, config, logger } = context;
  const { type } = options;
  const recorder = new EventRecorder(
    client,
    'ResourceRequestController',
    logger,
  );
  const scope: RequestScope = {
    context,
    promiseName: options.promise,
    type,
    recorder,
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const promise = await client.get(resourceTypes.promises, options.promise);
    const request = await client.get(type, key.name, key.namespace);
    if (!promise || !request) {
      return undefined;
    }
    if (hasFlag(promise, labels.paused)) {
      return pauseRequest(scope, request, 'promise');
    }
    if (hasFlag(request, labels.paused)) {
      return pauseRequest(scope, request, 'this resource request');
    }
    if (labelsOf(request)[labels.promiseName] !== options.promise) {
      await setLabels(client, type, request, promiseLabels(options.promise));
      return undefined;
    }
    const bound = await bindRequest(scope, promise, request);
    if (isBeingDeleted(request)) {
      return deleteRequest(context, {
        type,
        request,
        promise: bound.promise,
        recorder,
      });
    }
    const isUnavailable =
      !options.canCreateResources() ||
      findCondition(statusOf(promise), 'Available')?.status === 'False';
    const held = await holdRequest(scope, request, isUnavailable);
    if (held) {
      return held.result;
    }
    const own = finalizersOf(request);
    const missing = requestFinalizers.filter(item => !own.includes(item));
    if (missing.length > 0) {
      await client.update(type, withFinalizers(request, [...own, ...missing]));
      return undefined;
    }
    await ensureBinding(context, options.promise, request, recorder);
    if (isBeingDeleted(promise)) {
      return undefined;
    }
    return configureRequest(scope, request, bound);
  };

  const ofPromise = {
    labelSelector: selectorOf(promiseLabels(options.promise)),
  };
  const byResourceName = ({ object }: { object: KubeObject }): ObjectKey[] => {
    const name = labelsOf(object)[labels.resourceName];
    const namespace =
      labelsOf(object)[labels.resourceNamespace] ?? object.metadata.namespace;
    return name ? [{ namespace, name }] : [];
  };
  let wasPaused: boolean | undefined;
  let wasAvailable: boolean | undefined;

  return new Controller({
    name: `Request of ${options.promise}`,
    client,
    logger,
    type,
    maxBackoff: config.delays.maxBackoff,
    reconcile,
    watches: [
      {
        type,
        map: event => {
          if (event.type === 'DELETED') {
            options.onRequestGone();
          }
          return [];
        },
      },
      {
        type: resourceTypes.jobs,
        selector: ofPromise,
        map: ({ object: job }) => {
          const own = job.metadata.annotations ?? {};
          const name = own[annotations.jobResourceName];
          return labelsOf(job)[labels.workflowType] === 'resource' && name
            ? [{ namespace: own[annotations.jobResourceNamespace], name }]
            : [];
        },
      },
      { type: resourceTypes.works, selector: ofPromise, map: byResourceName },
      {
        type: resourceTypes.resourceBindings,
        selector: ofPromise,
        map: ({ object: binding }) => {
          const { name, namespace } = objectAt(binding, 'spec', 'resourceRef');
          return typeof name === 'string' && typeof namespace === 'string'
            ? [{ name, namespace }]
            : [];
        },
      },
      {
        // Requests that wait for the Promise go on as soon as it is available, or paused or resumed.
        type: resourceTypes.promises,
        map: async ({ object: promise }) => {
          if (promise.metadata.name !== options.promise) {
            return [];
          }
          const paused = hasFlag(promise, labels.paused);
          const available =
            findCondition(statusOf(promise), 'Available')?.status === 'True';
          const concerns =
            (wasPaused !== undefined && paused !== wasPaused) ||
            (wasAvailable === false && available);
          wasPaused = paused;
          wasAvailable = available;
          return concerns ? (await client.list(type)).map(keyOf) : [];
        },
      },
    ],
  });
}
