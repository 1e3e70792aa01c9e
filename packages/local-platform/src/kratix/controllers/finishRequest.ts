import { KubeObject } from '../../kube';
import { Condition, findCondition } from '../conditions';
import { labels } from '../constants';
import { JsonObject } from '../json';
import {
  generationOf,
  promiseLabels,
  selectorOf,
  statusOf,
} from '../model/objects';
import { versionOf } from '../model/revisions';
import { resourceTypes } from '../resourceTypes';
import { ReconcileResult } from '../runtime/workQueue';
import { withWorksOutcome } from '../status/worksStatus';
import { distinguishingNamespace, PipelineRun } from '../workflow/pipelineRun';
import { withWorkflows } from '../workflow/workflowStatus';
import { noteComplete } from './requestBinding';
import {
  BoundRequest,
  nextRun,
  RequestScope,
  storeRequest,
} from './requestScope';

function withVersions(status: JsonObject, bound: BoundRequest): JsonObject {
  return {
    ...status,
    promiseVersion: versionOf(bound.revision),
    resourceBindingVersion: bound.bindingVersion,
  };
}

async function reportVersions(
  scope: RequestScope,
  request: KubeObject,
  bound: BoundRequest,
): Promise<void> {
  const { promiseName, recorder } = scope;
  const status = statusOf(request);
  const version = versionOf(bound.revision);
  if (status.promiseVersion !== version) {
    await recorder.normal(
      request,
      'ReconcileSucceeded',
      `Resource request reconciled with promise ${promiseName} version ${version}`,
    );
  }
  if (status.resourceBindingVersion !== bound.bindingVersion) {
    await recorder.normal(
      request,
      'ResourceBindingVersionUpdated',
      `Resource binding version updated to ${bound.bindingVersion}`,
    );
  }
}

async function reportConditions(
  { recorder }: RequestScope,
  request: KubeObject,
  changed: Condition[],
): Promise<void> {
  for (const condition of changed) {
    if (condition.type === 'WorksSucceeded') {
      if (condition.status === 'True') {
        await recorder.normal(request, condition.reason, condition.message);
      } else if (condition.status === 'False') {
        await recorder.warning(request, condition.reason, condition.message);
      }
    } else if (condition.status === 'True') {
      await recorder.normal(
        request,
        'ReconcileSucceeded',
        'Successfully reconciled',
      );
    }
  }
}

async function finishWithoutPipelines(
  scope: RequestScope,
  request: KubeObject,
  bound: BoundRequest,
): Promise<ReconcileResult | void> {
  const { context, promiseName } = scope;
  const status = statusOf(request);
  await noteComplete(context, promiseName, request, versionOf(bound.revision));
  if (await storeRequest(scope, request, withVersions(status, bound))) {
    await reportVersions(scope, request, bound);
    return undefined;
  }
  const counters = ['workflows', 'workflowsSucceeded', 'workflowsFailed'];
  if (counters.some(key => status[key] !== 0)) {
    await storeRequest(scope, request, {
      ...withWorkflows(status, { pipelines: [] }),
      workflows: 0,
      workflowsSucceeded: 0,
      workflowsFailed: 0,
    });
    return undefined;
  }
  return nextRun(scope, bound);
}

/** Gathers how the Works of a request fare whose pipelines are done. */
export async function finishRequest(
  scope: RequestScope,
  request: KubeObject,
  bound: BoundRequest,
  runs: PipelineRun[],
): Promise<ReconcileResult | void> {
  const { context, promiseName } = scope;
  const { client, now } = context;
  const status = statusOf(request);
  if (status.observedGeneration !== generationOf(request)) {
    await storeRequest(scope, request, {
      ...status,
      observedGeneration: generationOf(request),
    });
    return undefined;
  }
  if (runs.length === 0) {
    return finishWithoutPipelines(scope, request, bound);
  }
  const requestNamespace = distinguishingNamespace(runs[0]);
  const works = await client.list(resourceTypes.works, {
    namespace: request.metadata.namespace,
    labelSelector: selectorOf({
      ...promiseLabels(promiseName),
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
  if (await storeRequest(scope, request, withVersions(outcome.status, bound))) {
    await reportConditions(scope, request, outcome.changed);
    await reportVersions(scope, request, bound);
    return undefined;
  }
  const completed = findCondition(status, 'ConfigureWorkflowCompleted');
  if (completed?.status !== 'True') {
    return undefined;
  }
  await noteComplete(context, promiseName, request, versionOf(bound.revision));
  const lastSuccessfulConfigureWorkflowTime = completed.lastTransitionTime;
  const isNoted = await storeRequest(
    scope,
    request,
    withWorkflows(
      { ...status, lastSuccessfulConfigureWorkflowTime },
      { lastSuccessfulConfigureWorkflowTime },
    ),
  );
  return isNoted ? undefined : nextRun(scope, bound);
}
