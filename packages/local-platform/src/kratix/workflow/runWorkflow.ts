import { KubeClient, KubeObject, ResourceType } from '../../kube';
import { labels } from '../constants';
import {
  hasFlag,
  labelsOf,
  promiseLabels,
  selectorOf,
  statusOf,
} from '../model/objects';
import { WorkflowType } from '../model/pipeline';
import { resourceTypes } from '../resourceTypes';
import { applyObject } from '../runtime/apply';
import { KratixContext, removeLabels, storeStatus } from '../runtime/context';
import { isConflict } from '../runtime/controller';
import { EventRecorder } from '../runtime/eventRecorder';
import { ReconcileResult } from '../runtime/workQueue';
import { decideConfigure, PlannedPipeline } from './decideConfigure';
import { decideDelete } from './decideDelete';
import { newestFirst } from './jobs';
import { pipelineObjects } from './pipelineJob';
import {
  PipelineRun,
  distinguishingNamespace,
  jobLabels,
  workflowNamespace,
} from './pipelineRun';
import {
  suspendedIndex,
  withPhase,
  withStartedPipeline,
} from './workflowStatus';

/** How a workflow stands after a step of it. */
export type WorkflowOutcome =
  /** All its pipelines are done. */
  | { state: 'done' }
  /** It goes on when its Job or its object changes, or when the result says so. */
  | { state: 'busy'; result?: ReconcileResult }
  | { state: 'failed' };

export interface WorkflowTarget {
  type: ResourceType;
  object: KubeObject;
  workflow: WorkflowType;
  runs: PipelineRun[];
  recorder: EventRecorder;
}

async function listJobs(
  client: KubeClient,
  target: WorkflowTarget,
): Promise<KubeObject[]> {
  const [run] = target.runs;
  const isRequest = target.workflow === 'resource';
  const requestNamespace = distinguishingNamespace(run);
  return client.list(resourceTypes.jobs, {
    namespace: workflowNamespace(run.promise, target.object),
    labelSelector: selectorOf({
      ...promiseLabels(run.promise.name),
      [labels.workflowType]: target.workflow,
      ...(isRequest && { [labels.resourceName]: target.object.metadata.name }),
      ...(requestNamespace && { [labels.resourceNamespace]: requestNamespace }),
    }),
  });
}

function plan(runs: readonly PipelineRun[]): PlannedPipeline[] {
  return runs.map(run => ({
    name: run.pipeline.metadata.name,
    jobLabels: jobLabels(run),
  }));
}

/**
 * Jobs are told apart by the second in which they were made, so the next one of an object waits for
 * the next second. Kratix sleeps for 1.1 s instead.
 */
function waitForNextSecond(
  jobs: readonly KubeObject[],
  now: Date,
): number | undefined {
  const created = newestFirst(jobs)[0]?.metadata.creationTimestamp;
  const next = created ? Date.parse(created) + 1_000 : 0;
  return next > now.getTime() ? next - now.getTime() : undefined;
}

async function createJob(
  context: KratixContext,
  run: PipelineRun,
): Promise<void> {
  const { shared, job } = pipelineObjects(run, context.config);
  for (const object of shared) {
    await applyObject(context.client, object);
  }
  await context.client.create(resourceTypes.jobs, job);
}

async function suspendJob(
  client: KubeClient,
  job: KubeObject,
): Promise<WorkflowOutcome> {
  await client.mergePatch(
    resourceTypes.jobs,
    job.metadata.name,
    job.metadata.namespace,
    { spec: { suspend: true } },
  );
  return { state: 'busy' };
}

/** A resumed pipeline is Suspended until its Job exists, so that a stop in between resumes it again. */
async function markResumed(
  context: KratixContext,
  target: WorkflowTarget,
  pipeline: string,
  started: boolean,
): Promise<void> {
  const { client, now } = context;
  const { name, namespace } = target.object.metadata;
  const object = await client.get(target.type, name, namespace);
  if (
    !object ||
    suspendedIndex(statusOf(object)) < 0 ||
    hasFlag(object, labels.workflowSuspended)
  ) {
    return;
  }
  const status = statusOf(object);
  await storeStatus(
    client,
    target.type,
    object,
    started
      ? withStartedPipeline(status, pipeline, now())
      : withPhase(status, pipeline, 'Running', now()),
  );
}

async function pruneJobs(
  context: KratixContext,
  target: WorkflowTarget,
): Promise<void> {
  const { client, config } = context;
  const jobs = await listJobs(client, target);
  for (const run of target.runs) {
    const ofPipeline = jobs.filter(
      job =>
        labelsOf(job)[labels.pipelineName] === run.pipeline.metadata.name &&
        labelsOf(job)[labels.workflowAction] === run.action,
    );
    for (const job of newestFirst(ofPipeline).slice(
      config.numberOfJobsToKeep,
    )) {
      await client.delete(
        resourceTypes.jobs,
        job.metadata.name,
        job.metadata.namespace,
      );
    }
  }
}

/** Works of pipelines that the Promise no longer has go at the end of a run. */
async function pruneWorks(
  context: KratixContext,
  target: WorkflowTarget,
): Promise<void> {
  const [run] = target.runs;
  const works = await context.client.list(resourceTypes.works, {
    namespace: workflowNamespace(run.promise, target.object),
    labelSelector: selectorOf({
      ...promiseLabels(run.promise.name),
      [labels.workType]: target.workflow,
      ...(target.workflow === 'resource' && {
        [labels.resourceName]: target.object.metadata.name,
      }),
    }),
  });
  const current = new Set(target.runs.map(item => item.pipeline.metadata.name));
  for (const work of works) {
    if (!current.has(labelsOf(work)[labels.pipelineName] ?? '')) {
      await context.client.delete(
        resourceTypes.works,
        work.metadata.name,
        work.metadata.namespace,
      );
    }
  }
}

function oneShotLabels(object: KubeObject): string[] {
  return [labels.manualReconciliation, labels.runFromStart].filter(key =>
    hasFlag(object, key),
  );
}

async function startPipeline(
  context: KratixContext,
  target: WorkflowTarget,
  run: PipelineRun,
  jobs: KubeObject[],
  options: {
    status: KubeObject['status'];
    resumed: boolean;
    verb: 'Configure' | 'Delete';
  },
): Promise<WorkflowOutcome> {
  const { client } = context;
  const pipeline = run.pipeline.metadata.name;
  const requeueAfter = waitForNextSecond(jobs, context.now());
  if (requeueAfter !== undefined) {
    return { state: 'busy', result: { requeueAfter } };
  }
  if (!options.resumed) {
    await client.updateStatus(target.type, {
      ...target.object,
      status: options.status,
    });
  }
  await createJob(context, run);
  await target.recorder.normal(
    target.object,
    'PipelineStarted',
    `${options.verb} Pipeline started: ${pipeline}`,
  );
  // The label goes last: a stop before this point runs the workflow again rather than not at all.
  const once = oneShotLabels(target.object);
  if (once.length > 0) {
    await removeLabels(client, target.type, target.object, ...once);
  }
  if (options.resumed) {
    try {
      await markResumed(
        context,
        target,
        pipeline,
        options.verb === 'Configure',
      );
    } catch (error) {
      if (!isConflict(error)) {
        throw error;
      }
      await markResumed(
        context,
        target,
        pipeline,
        options.verb === 'Configure',
      );
    }
  }
  return { state: 'busy' };
}

/** Takes the next step of an object's configure workflow. */
export async function runConfigure(
  context: KratixContext,
  target: WorkflowTarget,
): Promise<WorkflowOutcome> {
  const { client, now } = context;
  if (target.runs.length === 0) {
    return { state: 'done' };
  }
  const jobs = await listJobs(client, target);
  const decision = decideConfigure(
    target.object,
    plan(target.runs),
    jobs,
    now(),
  );
  switch (decision.step) {
    case 'done':
      await pruneJobs(context, target);
      await pruneWorks(context, target);
      return { state: 'done' };
    case 'wait':
      if (decision.status) {
        await storeStatus(client, target.type, target.object, decision.status);
      }
      return { state: 'busy' };
    case 'suspendJob':
      if (decision.status) {
        await storeStatus(client, target.type, target.object, decision.status);
      }
      return suspendJob(client, decision.job);
    case 'start': {
      const outcome = await startPipeline(
        context,
        target,
        target.runs[decision.index],
        jobs,
        {
          status: decision.status,
          resumed: decision.resumed,
          verb: 'Configure',
        },
      );
      if (decision.resumed) {
        await pruneJobs(context, target);
      }
      return outcome;
    }
    case 'failed':
      if (decision.status) {
        await storeStatus(client, target.type, target.object, decision.status);
      }
      await target.recorder.warning(
        target.object,
        'ConfigureWorkflowFailed',
        `A ${target.workflow}/configure Pipeline has failed: ${decision.pipeline}`,
      );
      await pruneJobs(context, target);
      return { state: 'failed' };
    default:
      return decision satisfies never;
  }
}

/** Takes the next step of an object's delete workflow. */
export async function runDelete(
  context: KratixContext,
  target: WorkflowTarget,
): Promise<WorkflowOutcome> {
  if (target.runs.length === 0) {
    return { state: 'done' };
  }
  const [run] = target.runs;
  const jobs = await listJobs(context.client, target);
  const decision = decideDelete(
    target.object,
    plan(target.runs),
    jobs,
    context.now(),
  );
  switch (decision.step) {
    case 'done':
      return { state: 'done' };
    case 'wait':
      return { state: 'busy' };
    case 'failed':
      return { state: 'failed' };
    case 'suspendJob': {
      const outcome = await suspendJob(context.client, decision.job);
      await target.recorder.normal(
        target.object,
        'PipelineSuspended',
        `Delete Pipeline suspended: ${run.pipeline.metadata.name}`,
      );
      return outcome;
    }
    case 'start':
      return startPipeline(context, target, run, jobs, {
        status: decision.status,
        resumed: decision.resumed,
        verb: 'Delete',
      });
    default:
      return decision satisfies never;
  }
}
