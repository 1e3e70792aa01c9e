import { KubeObject } from '../../kube';
import { labels } from '../constants';
import { isJsonObject, objectAt } from '../json';
import { hasFlag, isBeingDeleted, labelsOf, statusOf } from '../model/objects';
import { readPromise } from '../model/promise';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, keyOf } from '../runtime/controller';
import { KratixContext } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { withHeldBack, withUnavailable } from '../status/promiseStatus';
import { makeAvailable } from './promiseAvailability';
import { deletePromise } from './promiseDeletion';
import { Look, PromiseScope, storePromise } from './promiseScope';
import { runPromiseWorkflow } from './promiseWorkflow';
import { RequestControllers } from './requestControllers';
import { syncPromise } from './syncPromise';

const TYPE = resourceTypes.promises;

/** Keeps Promises: their API, revisions, dependencies and workflows, and whether they can be requested. */
export class PromiseController {
  private readonly scope: PromiseScope;
  private readonly controller: Controller;

  constructor(context: KratixContext) {
    const { client, logger, config } = context;
    this.scope = {
      context,
      recorder: new EventRecorder(client, 'PromiseController', logger),
      requests: new RequestControllers(context, name =>
        this.controller.enqueue({ name }),
      ),
    };
    const byLabel = ({ object }: { object: KubeObject }): ObjectKey[] => {
      const name = labelsOf(object)[labels.promiseName];
      return name ? [{ name }] : [];
    };
    this.controller = new Controller({
      name: 'Promise',
      client,
      logger,
      type: TYPE,
      maxBackoff: config.delays.maxBackoff,
      reconcile: key => this.reconcile(key),
      watches: [
        {
          type: resourceTypes.jobs,
          selector: { labelSelector: `${labels.workflowType}=promise` },
          map: byLabel,
        },
        { type: resourceTypes.works, map: byLabel },
        { type: resourceTypes.customResourceDefinitions, map: byLabel },
        { type: TYPE, map: ({ object }) => this.dependants(object) },
        {
          type: resourceTypes.promiseRevisions,
          map: async ({ object }) => {
            const [own] = byLabel({ object });
            const promise = own && (await client.get(TYPE, own.name));
            return promise ? [own, ...(await this.dependants(promise))] : [];
          },
        },
      ],
    });
  }

  start(): this {
    this.controller.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.controller.stop();
    await this.scope.requests.stopAll();
  }

  /** The Promises that need this one. Kratix knows only those that were there after it, by its `requiredBy`. */
  private async dependants({ metadata }: KubeObject): Promise<ObjectKey[]> {
    const promises = await this.scope.context.client.list(TYPE);
    const needs = (promise: KubeObject) => {
      const { requiredPromises } = objectAt(promise, 'spec');
      return (
        Array.isArray(requiredPromises) &&
        requiredPromises.some(
          (one: unknown) => isJsonObject(one) && one.name === metadata.name,
        )
      );
    };
    return promises.filter(needs).map(keyOf);
  }

  private async reconcile(key: ObjectKey): Promise<ReconcileResult | void> {
    const { context, recorder, requests } = this.scope;
    const { client, now } = context;
    const object = await client.get(TYPE, key.name);
    if (!object) {
      await requests.stop(key.name);
      return undefined;
    }
    if (hasFlag(object, labels.paused)) {
      await recorder.warning(
        object,
        'PausedReconciliation',
        `'${labels.paused}' label set to 'true' for promise; pausing reconciliation`,
      );
      await storePromise(
        this.scope,
        object,
        withHeldBack(statusOf(object), 'PausedReconciliation', now()),
      );
      return undefined;
    }
    const promise = readPromise(object);
    if (isBeingDeleted(object)) {
      return deletePromise(context, {
        object,
        promise,
        recorder,
        requests,
      });
    }
    const before = statusOf(object);
    const look: Look = {
      object,
      promise,
      before,
      unavailable: withUnavailable(before, now()),
    };
    const stop =
      (await syncPromise(this.scope, look)) ??
      (await runPromiseWorkflow(this.scope, look));
    return stop ? stop.result : makeAvailable(this.scope, look);
  }
}
