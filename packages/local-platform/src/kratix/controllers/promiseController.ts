import { KubeObject } from '../../kube';
import { findCondition, withCondition } from '../conditions';
import { finalizers, labels } from '../constants';
import { isJsonObject, JsonObject, sameJson } from '../json';
import {
  finalizersOf,
  generationOf,
  hasFlag,
  isBeingDeleted,
  labelsOf,
  promiseLabels,
  selectorOf,
  statusOf,
  withFinalizers,
} from '../model/objects';
import { BoundPromise, PromiseApi, readPromise } from '../model/promise';
import { findRevision } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, isNotFound } from '../runtime/controller';
import {
  KratixContext,
  removeLabels,
  setLabels,
  storeStatus,
} from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import {
  hasTwin,
  isAvailable,
  isPaused,
  withAvailable,
  withHeldBack,
  withTwin,
  withUnavailable,
  withoutPipelines,
} from '../status/promiseStatus';
import { withWorksOutcome } from '../status/worksStatus';
import { plannedRuns } from '../workflow/pipelineRun';
import {
  isDue,
  reconciliationInterval,
} from '../workflow/reconciliationInterval';
import { runConfigure } from '../workflow/runWorkflow';
import {
  listsPipelines,
  withPendingPipelines,
} from '../workflow/workflowStatus';
import { handleSuspension } from './handleSuspension';
import { deletePromise, promiseFinalizers } from './promiseDeletion';
import {
  ensureControllerAccess,
  ensureDependencies,
  ensureRequestCrd,
  ensureRevision,
} from './promiseObjects';
import { checkRequirements, requirementsAreMet } from './promiseRequirements';
import { RequestControllers } from './requestControllers';

const TYPE = resourceTypes.promises;

/** A step that ends the reconciliation, with what it asks for; nothing lets it go on. */
type Stop = { result: ReconcileResult | undefined } | undefined;
const WAIT: Stop = { result: undefined };

/** One look at a Promise. */
interface Look {
  object: KubeObject;
  promise: BoundPromise;
  /** The status as stored. */
  before: JsonObject;
  /** The status that holds whenever the look ends early. */
  unavailable: JsonObject;
}

/** Keeps Promises: their API, revisions, dependencies and workflows, and whether they can be requested. */
export class PromiseController {
  private readonly recorder: EventRecorder;
  private readonly requests: RequestControllers;
  private readonly controller: Controller;

  constructor(private readonly context: KratixContext) {
    const { client, logger, config } = context;
    this.recorder = new EventRecorder(client, 'PromiseController', logger);
    this.requests = new RequestControllers(context, name =>
      this.controller.enqueue({ name }),
    );
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
            return promise ? [own, ...this.dependants(promise)] : [];
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
    await this.requests.stopAll();
  }

  /** The Promises that need this one. */
  private dependants(object: KubeObject): ObjectKey[] {
    const { requiredBy } = statusOf(object);
    return (Array.isArray(requiredBy) ? requiredBy : []).flatMap(
      (item: unknown) =>
        isJsonObject(item) &&
        isJsonObject(item.promise) &&
        typeof item.promise.name === 'string'
          ? [{ name: item.promise.name }]
          : [],
    );
  }

  private store(object: KubeObject, status: JsonObject) {
    return storeStatus(this.context.client, TYPE, object, status);
  }

  private async reconcile(key: ObjectKey): Promise<ReconcileResult | void> {
    const { client, now } = this.context;
    const object = await client.get(TYPE, key.name);
    if (!object) {
      await this.requests.stop(key.name);
      return undefined;
    }
    if (hasFlag(object, labels.paused)) {
      await this.recorder.warning(
        object,
        'PausedReconciliation',
        `'${labels.paused}' label set to 'true' for promise; pausing reconciliation`,
      );
      await this.store(
        object,
        withHeldBack(statusOf(object), 'PausedReconciliation', now()),
      );
      return undefined;
    }
    const promise = readPromise(object);
    if (isBeingDeleted(object)) {
      return deletePromise(this.context, {
        object,
        promise,
        recorder: this.recorder,
        requests: this.requests,
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
      (await this.syncFinalizers(look)) ??
      (await this.syncVersion(look)) ??
      (await this.syncRequirements(look)) ??
      (await this.syncApi(look));
    if (stop) {
      return stop.result;
    }
    await ensureDependencies(this.context, promise);
    const workflow = await this.runWorkflow(look);
    return workflow ? workflow.result : this.makeAvailable(look);
  }

  private async syncFinalizers({ object, promise }: Look): Promise<Stop> {
    const own = finalizersOf(object);
    const wanted = promiseFinalizers(promise);
    const next = [
      ...own.filter(
        item => item !== finalizers.deleteWorkflows || wanted.includes(item),
      ),
      ...wanted.filter(item => !own.includes(item)),
    ];
    if (sameJson(own, next)) {
      return undefined;
    }
    await this.context.client.update(TYPE, withFinalizers(object, next));
    return WAIT;
  }

  private async syncVersion({ object, before }: Look): Promise<Stop> {
    const version = labelsOf(object)[labels.promiseVersion];
    if (version && !hasTwin(before, 'version', version)) {
      await this.store(
        object,
        withTwin(withUnavailable(before, this.context.now()), { version }),
      );
      return WAIT;
    }
    await ensureRevision(this.context, object, this.recorder);
    return undefined;
  }

  private async syncRequirements(look: Look): Promise<Stop> {
    const { object, promise, before, unavailable } = look;
    const checked = await checkRequirements(
      this.context,
      promise,
      object,
      unavailable,
      this.recorder,
    );
    if (!checked) {
      return undefined;
    }
    const isSame =
      sameJson(checked.requiredPromises, before.requiredPromises) &&
      sameJson(
        findCondition(checked, 'RequirementsFulfilled'),
        findCondition(before, 'RequirementsFulfilled'),
      );
    if (isSame) {
      return undefined;
    }
    await this.store(object, checked);
    if (isAvailable(before)) {
      await this.recorder.warning(
        object,
        'Unavailable',
        'Promise no longer available: Requirements have changed',
      );
    }
    return WAIT;
  }

  private async syncApi(look: Look): Promise<Stop> {
    const { object, promise, unavailable } = look;
    const { api } = promise.spec;
    if (!api) {
      return undefined;
    }
    const served = await ensureRequestCrd(this.context, promise, api);
    const apiVersion = `${api.type.group}/${api.type.version}`.toLowerCase();
    if (
      !hasTwin(unavailable, 'kind', api.kind) ||
      !hasTwin(unavailable, 'apiVersion', apiVersion)
    ) {
      await this.store(
        object,
        withTwin(unavailable, { kind: api.kind, apiVersion }),
      );
      return WAIT;
    }
    if (!served) {
      return { result: { requeueAfter: this.context.config.delays.fast } };
    }
    await ensureControllerAccess(this.context, promise, api);
    return undefined;
  }

  private async interval(promise: string): Promise<number> {
    const { client, config } = this.context;
    try {
      const revision = await findRevision(client, promise, undefined);
      return reconciliationInterval(revision, config.reconciliationInterval);
    } catch {
      // The first revision is not marked yet; the Promise is looked at again when it is.
      return config.reconciliationInterval;
    }
  }

  private async runWorkflow(look: Look): Promise<Stop> {
    const { client, config, now } = this.context;
    const { object, promise, before, unavailable } = look;
    const runs = plannedRuns({
      promise,
      type: 'promise',
      action: 'configure',
      object,
      crd: { type: TYPE, clusterScoped: true },
    });
    if (runs.length === 0) {
      const cleared = withoutPipelines(unavailable);
      if (cleared === unavailable) {
        return undefined;
      }
      await this.store(object, cleared);
      return WAIT;
    }
    const names = runs.map(run => run.pipeline.metadata.name);
    if (
      before.workflows !== runs.length ||
      !listsPipelines(unavailable, names)
    ) {
      await this.store(object, {
        ...withPendingPipelines(unavailable, names, now()),
        workflows: runs.length,
      });
      return WAIT;
    }
    const interval = await this.interval(promise.name);
    const due = isDue(
      findCondition(before, 'ConfigureWorkflowCompleted'),
      interval,
      config.reconcileAfterFailure,
      now(),
    );
    if (
      due &&
      !hasFlag(object, labels.runFromStart) &&
      !hasFlag(object, labels.manualReconciliation)
    ) {
      await setLabels(client, TYPE, object, {
        [labels.manualReconciliation]: 'true',
      });
      return WAIT;
    }
    if (isPaused(before)) {
      const relabelled = await setLabels(client, TYPE, object, {
        [labels.reconcileResources]: 'true',
        [labels.runFromStart]: 'true',
        [labels.workflowSuspended]: null,
      });
      await this.store(
        relabelled,
        withCondition(
          unavailable,
          {
            type: 'Reconciled',
            status: 'Unknown',
            reason: 'Unpaused',
            message: 'Pending',
          },
          now(),
        ),
      );
      return WAIT;
    }
    const suspension = await handleSuspension(this.context, {
      type: TYPE,
      object,
      recorder: this.recorder,
      owner: 'promise',
      pipelines: names,
      waitingStatus: status => withHeldBack(status, 'WorkflowSuspended', now()),
    });
    if (suspension) {
      return { result: suspension };
    }
    const outcome = await runConfigure(this.context, {
      type: TYPE,
      object: { ...object, status: unavailable },
      workflow: 'promise',
      runs,
      recorder: this.recorder,
    });
    switch (outcome.state) {
      case 'done':
        return undefined;
      case 'failed':
        return {
          result: config.reconcileAfterFailure
            ? { requeueAfter: interval }
            : undefined,
        };
      default:
        return { result: outcome.result };
    }
  }

  private async makeAvailable(look: Look): Promise<ReconcileResult | void> {
    const { config, now } = this.context;
    const { object, promise, before, unavailable } = look;
    const { api } = promise.spec;
    if (api) {
      const met = requirementsAreMet(unavailable);
      await this.requests.ensureStarted(promise.name, api.type, met);
      if (!met) {
        await this.store(object, unavailable);
        return { requeueAfter: config.delays.slow };
      }
      if (
        hasFlag(object, labels.reconcileResources) ||
        (generationOf(object) !== 1 &&
          before.observedGeneration !== generationOf(object))
      ) {
        return this.reconcileRequests(look, api);
      }
    }
    if (!isAvailable(before)) {
      await this.recorder.normal(object, 'Available', 'Promise is available');
      await this.store(object, withAvailable(unavailable, now()));
      return undefined;
    }
    return this.finish(look);
  }

  private async reconcileRequests(
    look: Look,
    api: PromiseApi,
  ): Promise<ReconcileResult | void> {
    const { client } = this.context;
    const { object, before, unavailable } = look;
    await this.recorder.normal(
      object,
      'ReconcilingResources',
      'Reconciling all resource requests',
    );
    for (const request of await client.list(api.type)) {
      try {
        await setLabels(client, api.type, request, {
          [labels.runFromStart]: 'true',
        });
      } catch (error) {
        if (!isNotFound(error)) {
          throw error;
        }
      }
    }
    if (hasFlag(object, labels.reconcileResources)) {
      await removeLabels(client, TYPE, object, labels.reconcileResources);
      return undefined;
    }
    await this.store(object, {
      ...unavailable,
      observedGeneration: generationOf(object),
      ...(isAvailable(before) && { status: 'Available' }),
    });
    return undefined;
  }

  private async finish(look: Look): Promise<ReconcileResult | void> {
    const { client, now } = this.context;
    const { object, promise, before } = look;
    const works = await client.list(resourceTypes.works, {
      labelSelector: selectorOf({
        ...promiseLabels(promise.name),
        [labels.workType]: 'promise',
      }),
    });
    const count = promise.spec.pipelines.promise.configure.length;
    const outcome = withWorksOutcome(before, works, 'promise', count, now());
    if (await this.store(object, outcome.status)) {
      for (const condition of outcome.changed) {
        if (condition.status === 'False') {
          await this.recorder.warning(
            object,
            condition.reason,
            condition.message,
          );
        } else if (condition.status === 'True') {
          await this.recorder.normal(
            object,
            condition.type === 'Reconciled'
              ? 'ReconcileSucceeded'
              : condition.reason,
            condition.type === 'Reconciled'
              ? 'Successfully reconciled'
              : condition.message,
          );
        }
      }
      return undefined;
    }
    const completed = findCondition(before, 'ConfigureWorkflowCompleted');
    if (completed && completed.status === 'True') {
      await this.recorder.normal(
        object,
        'ConfigureWorkflowCompleted',
        'All workflows completed',
      );
    }
    return count === 0 || completed?.status === 'True'
      ? { requeueAfter: await this.interval(promise.name) }
      : undefined;
  }
}
