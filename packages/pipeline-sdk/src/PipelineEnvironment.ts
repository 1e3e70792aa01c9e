import { z } from 'zod';
import { PipelineError } from './PipelineError';

const text = z.string().min(1);
const flag = z
  .enum(['true', 'false', ''])
  .optional()
  .transform(value => value === 'true');

const variables = z.object({
  KRATIX_WORKFLOW_ACTION: z.enum(['configure', 'delete']),
  KRATIX_WORKFLOW_TYPE: z.enum(['resource', 'promise']),
  KRATIX_PROMISE_NAME: text,
  KRATIX_PIPELINE_NAME: text,
  KRATIX_OBJECT_KIND: text,
  KRATIX_OBJECT_GROUP: text,
  KRATIX_OBJECT_VERSION: text,
  KRATIX_OBJECT_NAME: text,
  KRATIX_OBJECT_NAMESPACE: z.string().optional(),
  KRATIX_CRD_PLURAL: text,
  KRATIX_CLUSTER_SCOPED: flag,
  KRATIX_DRY_RUN: flag,
  KRATIX_ROOT: z.string().optional(),
});

/**
 * What Kratix tells every container of a pipeline through its environment.
 *
 * @public
 */
export interface PipelineEnvironment {
  /** Whether the object is being configured (created, updated, reconciled) or deleted. */
  workflowAction: 'configure' | 'delete';
  /** Whether the object is a resource request or the Promise itself. */
  workflowType: 'resource' | 'promise';
  promiseName: string;
  pipelineName: string;
  /** The object the pipeline runs for. */
  object: {
    kind: string;
    group: string;
    version: string;
    name: string;
    /** Absent for a Promise, which is cluster-scoped. */
    namespace?: string;
  };
  /** Plural of the object's API; `promises` in a Promise workflow. */
  crdPlural: string;
  clusterScoped: boolean;
  /** Kratix only wants to see what the step would write: change nothing outside. */
  dryRun: boolean;
  /** The directory that holds `input`, `output` and `metadata`; default `/kratix`. */
  root: string;
}

/**
 * Reads the environment variables that Kratix sets on a container (`KRATIX_WORKFLOW_ACTION` and so
 * on). `KRATIX_ROOT` is ours: it moves `/kratix` elsewhere, so that a step runs without a container.
 *
 * @throws PipelineError that names each variable that is missing or not understood.
 * @public
 */
export function readPipelineEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): PipelineEnvironment {
  const read = variables.safeParse(env);
  if (!read.success) {
    const faults = read.error.issues.map(
      ({ path, message }) => `${path.join('.')}: ${message}`,
    );
    throw new PipelineError(
      `Not in a Kratix pipeline, or in one this SDK does not understand (${faults.join(
        '; ',
      )}): let Kratix start the step, or use executeStep of kratix-pipeline-sdk/testing`,
    );
  }
  const found = read.data;
  return {
    workflowAction: found.KRATIX_WORKFLOW_ACTION,
    workflowType: found.KRATIX_WORKFLOW_TYPE,
    promiseName: found.KRATIX_PROMISE_NAME,
    pipelineName: found.KRATIX_PIPELINE_NAME,
    object: {
      kind: found.KRATIX_OBJECT_KIND,
      group: found.KRATIX_OBJECT_GROUP,
      version: found.KRATIX_OBJECT_VERSION,
      name: found.KRATIX_OBJECT_NAME,
      ...(found.KRATIX_OBJECT_NAMESPACE && {
        namespace: found.KRATIX_OBJECT_NAMESPACE,
      }),
    },
    crdPlural: found.KRATIX_CRD_PLURAL,
    clusterScoped: found.KRATIX_CLUSTER_SCOPED,
    dryRun: found.KRATIX_DRY_RUN,
    root: found.KRATIX_ROOT || '/kratix',
  };
}
