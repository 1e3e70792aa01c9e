import { KubeClient, KubeObject, ResourceType } from '../../kube';
import { BuiltinContainerContext } from '../../pipelines/builtin';
import { labels } from '../constants';
import { InvalidInputError } from '../errors';
import { generationOf, hasFlag, statusOf } from '../model/objects';
import { setLabels } from '../runtime/context';
import { isConflict } from '../runtime/controller';
import { readStatusFile, readWorkflowControl } from './metadataFiles';
import { statusAfterPipeline } from './pipelineStatus';

const ATTEMPTS = 20;

/** The object that a pipeline's environment names. */
export function objectOfPipeline(env: Record<string, string>): {
  type: ResourceType;
  name: string;
  namespace?: string;
} {
  return {
    type: {
      group: env.KRATIX_OBJECT_GROUP ?? '',
      version: env.KRATIX_OBJECT_VERSION ?? '',
      resource: env.KRATIX_CRD_PLURAL ?? '',
    },
    name: env.KRATIX_OBJECT_NAME ?? '',
    namespace: env.KRATIX_OBJECT_NAMESPACE || undefined,
  };
}

/** @throws InvalidInputError when the object is gone */
export async function readPipelineObject(
  client: KubeClient,
  env: Record<string, string>,
): Promise<KubeObject> {
  const { type, name, namespace } = objectOfPipeline(env);
  const object = await client.get(type, name, namespace);
  if (!object) {
    throw new InvalidInputError(
      `failed to get object: ${type.resource} "${
        namespace ? `${namespace}/` : ''
      }${name}" not found`,
    );
  }
  return object;
}

/** The container status-writer: puts what a pipeline says of itself into the object's status. */
export async function statusWriter(
  context: BuiltinContainerContext,
  client: KubeClient,
  now: () => Date,
): Promise<void> {
  const { env, log, signal } = context;
  const directory = context.mounts('/work-creator-files/metadata');
  const fromPipeline = await readStatusFile(directory);
  const control = await readWorkflowControl(directory);
  const workflow =
    env.KRATIX_WORKFLOW_TYPE === 'promise' ? 'promise' : 'resource';
  const others = Object.keys(fromPipeline).filter(key => key !== 'message');
  if (workflow === 'promise' && others.length > 0) {
    log(
      `Warning: promise workflow status has unsupported keys: ${others.join(
        ', ',
      )} in status.yaml; only 'message' can be updated in Promise status.`,
    );
  }
  const { type } = objectOfPipeline(env);

  for (let attempt = 1; ; attempt += 1) {
    signal.throwIfAborted();
    let object = await readPipelineObject(client, env);
    if (control && !hasFlag(object, labels.workflowSuspended)) {
      log(
        'Info: workflow-control.yaml suspends the workflow; the object is labelled and its status updated.',
      );
      object = await setLabels(client, type, object, {
        [labels.workflowSuspended]: 'true',
      });
    }
    const status = statusAfterPipeline(
      statusOf(object),
      {
        pipeline: env.KRATIX_PIPELINE_NAME ?? '',
        workflow,
        last: env.IS_LAST_PIPELINE === 'true',
        status: fromPipeline,
        control,
        generation: generationOf(object),
      },
      now(),
    );
    try {
      await client.updateStatus(type, { ...object, status });
      return;
    } catch (error) {
      // The controllers write the same status; what they wrote meanwhile is merged anew.
      if (!isConflict(error) || attempt >= ATTEMPTS) {
        throw error;
      }
    }
  }
}
