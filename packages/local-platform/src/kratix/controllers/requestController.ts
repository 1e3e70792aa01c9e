import { KubeObject, ResourceType } from '../../kube';
import { findCondition, withSortedCondition } from '../conditions';
import { LATEST, annotations, labels, requestFinalizers } from '../constants';
import { messageOf } from '../errors';
import { JsonObject, objectAt } from '../json';
import { bindingVersion, findBinding } from '../model/bindings';
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
import { BoundPromise, readPromiseSpec } from '../model/promise';
import {
  RevisionNotFoundError,
  findRevision,
  versionOf,
} from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { Controller, ObjectKey, keyOf } from '../runtime/controller';
import { KratixContext, setLabels, storeStatus } from '../runtime/context';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { withWorksOutcome } from '../status/worksStatus';
import {
  PipelineRun,
  distinguishingNamespace,
  plannedRuns,
} from '../workflow/pipelineRun';
import {
  isDue,
  reconciliationInterval,
} from '../workflow/reconciliationInterval';
import { runConfigure } from '../workflow/runWorkflow';
import {
  counter,
  listsPipelines,
  withPendingPipelines,
  withReconciled,
  withWorkflows,
} from '../workflow/workflowStatus';
import { deleteRequest } from './requestDeletion';
import { handleSuspension } from './handleSuspension';
import {
  ensureBinding,
  noteComplete,
  noteUnfinished,
  wantedVersion,
} from './requestBinding';

/** What the Promise tells the controller of its requests. */
export interface RequestControllerOptions {
  promise: string;
  type: ResourceType;
  /** Whether all Promises that this one needs are there. */
  canCreateResources(): boolean;
  /** Called when a request has gone. */
  onRequestGone(): void;
}

interface Bound {
  promise: BoundPromise;
  revision: KubeObject;
  bindingVersion: string;
}

/** Serves the requests of one Promise, from the first look to the last finalizer. */
export function requestController(
  context: KratixContext,
  options: RequestControllerOptions,
): Controller {
  const { client, config, logger, now } = context;
  const { type } = options;
  const recorder = new EventRecorder(
    client,
    'ResourceRequestController',
    logger,
  );

  const store = (request: KubeObject, status: JsonObject) =>
    storeStatus(client, type, request, status);

  const pause = async (
    request: KubeObject,
    of: 'promise' | 'this resource request',
  ): Promise<void> => {
    const current = findCondition(statusOf(request), 'Reconciled');
    if (current?.status === 'Unknown' && current.message === 'Paused') {
      return;
    }
    await store(
      request,
      withReconciled(
        statusOf(request),
        'Unknown',
        'PausedReconciliation',
        'Paused',
        now(),
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
  };

  const resolve = async (
    promise: KubeObject,
    request: KubeObject,
  ): Promise<Bound> => {
    const binding = await findBinding(client, options.promise, request);
    const version = wantedVersion(request, binding, isBeingDeleted(request));
    let revision: KubeObject;
    try {
      revision = await findRevision(client, options.promise, version);
    } catch (error) {
      if (error instanceof RevisionNotFoundError) {
        await recorder.warning(
          request,
          'FailedPromiseRevisionLookup',
          messageOf(error),
        );
      }
      throw error;
    }
    await recorder.normal(
      request,
      'ReconcileStarted',
      `reconciling resource request with promise revision ${revision.metadata.name}`,
    );
    return {
      promise: {
        name: options.promise,
        uid: promise.metadata.uid ?? '',
        spec: readPromiseSpec(objectAt(revision, 'spec').promiseSpec),
      },
      revision,
      bindingVersion: binding ? bindingVersion(binding) : LATEST,
    };
  };

  const withVersions = (status: JsonObject, bound: Bound): JsonObject => ({
    ...status,
    promiseVersion: versionOf(bound.revision),
    resourceBindingVersion: bound.bindingVersion,
  });

  const reportVersions = async (
    request: KubeObject,
    bound: Bound,
  ): Promise<void> => {
    const status = statusOf(request);
    const version = versionOf(bound.revision);
    if (status.promiseVersion !== version) {
      await recorder.normal(
        request,
        'ReconcileSucceeded',
        `Resource request reconciled with promise ${options.promise} version ${version}`,
      );
    }
    if (status.resourceBindingVersion !== bound.bindingVersion) {
      await recorder.normal(
        request,
        'ResourceBindingVersionUpdated',
        `Resource binding version updated to ${bound.bindingVersion}`,
      );
    }
  };

  const nextRun = (bound: Bound): ReconcileResult => ({
    requeueAfter: reconciliationInterval(
      bound.revision,
      config.reconciliationInterval,
    ),
  });

  const finishWithoutPipelines = async (
    request: KubeObject,
    bound: Bound,
  ): Promise<ReconcileResult | void> => {
    const status = statusOf(request);
    await noteComplete(
      context,
      options.promise,
      request,
      versionOf(bound.revision),
    );
    if (await store(request, withVersions(status, bound))) {
      await reportVersions(request, bound);
      return undefined;
    }
    const counters = ['workflows', 'workflowsSucceeded', 'workflowsFailed'];
    if (counters.some(key => status[key] !== 0)) {
      await store(request, {
        ...withWorkflows(status, { pipelines: [] }),
        workflows: 0,
        workflowsSucceeded: 0,
        workflowsFailed: 0,
      });
      return undefined;
    }
    return nextRun(bound);
  };

  const finish = async (
    request: KubeObject,
    bound: Bound,
    runs: PipelineRun[],
  ): Promise<ReconcileResult | void> => {
    const status = statusOf(request);
    if (status.observedGeneration !== generationOf(request)) {
      await store(request, {
        ...status,
        observedGeneration: generationOf(request),
      });
      return undefined;
    }
    if (runs.length === 0) {
      return finishWithoutPipelines(request, bound);
    }
    const requestNamespace = distinguishingNamespace(runs[0]);
    const works = await client.list(resourceTypes.works, {
      namespace: request.metadata.namespace,
      labelSelector: selectorOf({
        ...promiseLabels(options.promise),
        [labels.resourceName]: request.metadata.name,
        [labels.workType]: 'resource',
        ...(requestNamespace && {
          [labels.resourceNamespace]: requestNamespace,
        }),
      }),
    });
    const outcome = withWorksOutcome(
      status,
      works,
      'resource',
      runs.length,
      now(),
    );
    if (await store(request, withVersions(outcome.status, bound))) {
      for (const condition of outcome.changed) {
        if (condition.type === 'WorksSucceeded') {
          if (condition.status === 'True') {
            await recorder.normal(request, condition.reason, condition.message);
          } else if (condition.status === 'False') {
            await recorder.warning(
              request,
              condition.reason,
              condition.message,
            );
          }
        } else if (condition.status === 'True') {
          await recorder.normal(
            request,
            'ReconcileSucceeded',
            'Successfully reconciled',
          );
        }
      }
      await reportVersions(request, bound);
      return undefined;
    }
    const completed = findCondition(status, 'ConfigureWorkflowCompleted');
    if (completed?.status !== 'True') {
      return undefined;
    }
    await noteComplete(
      context,
      options.promise,
      request,
      versionOf(bound.revision),
    );
    const lastSuccessfulConfigureWorkflowTime = completed.lastTransitionTime;
    const isNoted = await store(
      request,
      withWorkflows(
        { ...status, lastSuccessfulConfigureWorkflowTime },
        { lastSuccessfulConfigureWorkflowTime },
      ),
    );
    return isNoted ? undefined : nextRun(bound);
  };

  const configure = async (
    request: KubeObject,
    bound: Bound,
  ): Promise<ReconcileResult | void> => {
    const status = statusOf(request);
    const completed = findCondition(status, 'ConfigureWorkflowCompleted');
    const due = isDue(
      completed,
      nextRun(bound).requeueAfter ?? config.reconciliationInterval,
      config.reconcileAfterFailure,
      now(),
    );
    if (
      due &&
      !hasFlag(request, labels.runFromStart) &&
      !hasFlag(request, labels.manualReconciliation)
    ) {
      await setLabels(client, type, request, {
        [labels.manualReconciliation]: 'true',
      });
      return undefined;
    }
    if (
      findCondition(status, 'Reconciled')?.reason === 'PausedReconciliation'
    ) {
      const relabelled = await setLabels(client, type, request, {
        [labels.runFromStart]: 'true',
        [labels.workflowSuspended]: null,
      });
      await store(
        relabelled,
        withReconciled(
          statusOf(relabelled),
          'Unknown',
          'Unpaused',
          'Pending',
          now(),
        ),
      );
      return undefined;
    }
    const runs = plannedRuns({
      promise: bound.promise,
      type: 'resource',
      action: 'configure',
      object: request,
      crd: { type, clusterScoped: false },
    });
    const names = runs.map(run => run.pipeline.metadata.name);
    const isSetUp =
      counter(status, 'workflows') === runs.length &&
      listsPipelines(status, names);
    if (!isSetUp) {
      const listed = listsPipelines(status, names)
        ? status
        : withPendingPipelines(status, names, now());
      await store(request, { ...listed, workflows: runs.length });
      return undefined;
    }
    const suspension = await handleSuspension(context, {
      type,
      object: request,
      recorder,
      owner: 'resource request',
      pipelines: names,
      waitingStatus: current =>
        withReconciled(
          current,
          'Unknown',
          'WorkflowSuspended',
          'Suspended',
          now(),
        ),
    });
    if (suspension) {
      return suspension;
    }
    const outcome = await runConfigure(context, {
      type,
      object: request,
      workflow: 'resource',
      runs,
      recorder,
    });
    if (outcome.state === 'done') {
      return finish(request, bound, runs);
    }
    const current = await client.get(
      type,
      request.metadata.name,
      request.metadata.namespace,
    );
    if (current) {
      await noteUnfinished(
        context,
        options.promise,
        current,
        versionOf(bound.revision),
      );
    }
    if (outcome.state === 'failed') {
      return config.reconcileAfterFailure ? nextRun(bound) : undefined;
    }
    return outcome.result;
  };

  const reconcile = async (key: ObjectKey): Promise<ReconcileResult | void> => {
    const promise = await client.get(resourceTypes.promises, options.promise);
    const request = await client.get(type, key.name, key.namespace);
    if (!promise || !request) {
      return undefined;
    }
    if (hasFlag(promise, labels.paused)) {
      return pause(request, 'promise');
    }
    if (hasFlag(request, labels.paused)) {
      return pause(request, 'this resource request');
    }
    if (labelsOf(request)[labels.promiseName] !== options.promise) {
      await setLabels(client, type, request, promiseLabels(options.promise));
      return undefined;
    }
    const bound = await resolve(promise, request);
    if (isBeingDeleted(request)) {
      return deleteRequest(context, {
        type,
        request,
        promise: bound.promise,
        recorder,
      });
    }
    const status = statusOf(request);
    const isMarkedUnavailable =
      findCondition(status, 'PromiseAvailable')?.status === 'False';
    const isUnavailable =
      !options.canCreateResources() ||
      findCondition(statusOf(promise), 'Available')?.status === 'False';
    if (isUnavailable) {
      if (isMarkedUnavailable) {
        return { requeueAfter: config.delays.slow };
      }
      await store(
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
      return undefined;
    }
    if (isMarkedUnavailable) {
      await store(
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
      return undefined;
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
    return configure(request, bound);
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
