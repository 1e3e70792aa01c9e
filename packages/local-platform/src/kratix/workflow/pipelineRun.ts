import { KubeObject, ResourceType } from '../../kube';
import { BoundPromise } from '../model/promise';
import { Pipeline, WorkflowAction, WorkflowType } from '../model/pipeline';
import { SYSTEM_NAMESPACE, labels } from '../constants';
import { promiseLabels } from '../model/objects';
import { md5, specHash } from '../names';

/** One pipeline that is to run for one object. */
export interface PipelineRun {
  promise: BoundPromise;
  pipeline: Pipeline;
  type: WorkflowType;
  action: WorkflowAction;
  /** The request, or the Promise itself. */
  object: KubeObject;
  /** The resource type of `object`. */
  crd: { type: ResourceType; clusterScoped: boolean };
  /** Where Job and Pod live. */
  namespace: string;
  /** Whether this is the last pipeline of its workflow. */
  last: boolean;
}

/** `<promise>-<type>-<action>-<pipeline>`: the name of the pipeline's ServiceAccount. */
export function pipelineId(
  run: Pick<PipelineRun, 'promise' | 'type' | 'action' | 'pipeline'>,
): string {
  return `${run.promise.name}-${run.type}-${run.action}-${run.pipeline.metadata.name}`;
}

/** The namespace in which the pipelines for an object run. */
export function workflowNamespace(
  promise: BoundPromise,
  object: KubeObject,
): string {
  return (
    promise.spec.pipelineNamespace ??
    object.metadata.namespace ??
    SYSTEM_NAMESPACE
  );
}

/** The request's namespace where it must tell apart what runs in a namespace shared by all. */
export function distinguishingNamespace(run: PipelineRun): string | undefined {
  return run.type === 'resource' && run.promise.spec.pipelineNamespace
    ? run.object.metadata.namespace
    : undefined;
}

/** The hash that ties a Job to the state of the specs it was made for. */
export function runHash(run: PipelineRun): string {
  const promiseHash = specHash(run.promise.spec.raw);
  return run.type === 'promise'
    ? promiseHash
    : md5(`${promiseHash}-${specHash(run.object.spec)}`);
}

/** The labels of a run's Job, and of its Pod. */
export function jobLabels(run: PipelineRun): Record<string, string> {
  const namespace = distinguishingNamespace(run);
  return {
    ...promiseLabels(run.promise.name),
    [labels.workflowType]: run.type,
    [labels.workflowAction]: run.action,
    [labels.pipelineName]: run.pipeline.metadata.name,
    [labels.managedBy]: 'Kratix',
    ...(run.type === 'resource' && {
      [labels.resourceName]: run.object.metadata.name,
    }),
    ...(namespace && { [labels.resourceNamespace]: namespace }),
    [labels.hash]: runHash(run),
    ...run.pipeline.metadata.labels,
  };
}

/** The runs of a workflow, in order. */
export function plannedRuns(options: {
  promise: BoundPromise;
  type: WorkflowType;
  action: WorkflowAction;
  object: KubeObject;
  crd: PipelineRun['crd'];
}): PipelineRun[] {
  const pipelines =
    options.promise.spec.pipelines[options.type][options.action];
  return pipelines.map((pipeline, index) => ({
    ...options,
    pipeline,
    namespace: workflowNamespace(options.promise, options.object),
    last: index === pipelines.length - 1,
  }));
}
