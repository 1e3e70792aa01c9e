import { z } from 'zod';
import {
  findCondition,
  KubeCondition,
  KubeObject,
  lenientArray,
  optionalString,
  readConditions,
} from './kube';
import { KratixLabels } from './labels';

/** How far a container of a Pipeline's Pod is. @public */
export interface KratixStep {
  name: string;
  image: string;
  /** Kratix's own containers frame those of the Promise's author. */
  role: 'author' | 'kratix';
  state: 'waiting' | 'running' | 'terminated';
  /** Why it waits or ended, as Kubernetes says it: `ImagePullBackOff`, `OOMKilled`, `Error` … */
  reason?: string;
  message?: string;
  exitCode?: number;
  /** How the run before the present one ended, while it is being tried again. */
  lastFailure?: {
    exitCode: number;
    reason?: string;
    /** RFC 3339. */
    finishedAt?: string;
  };
  /** How often it was started again. */
  restarts: number;
  /** RFC 3339. */
  startedAt?: string;
  /** RFC 3339. */
  finishedAt?: string;
}

/** A Pod that runs a Pipeline. @public */
export interface KratixPod {
  name: string;
  namespace: string;
  promise?: string;
  /** Name of the request; absent for Pipelines of the Promise itself. */
  request?: string;
  /** Namespace of the request where Pipelines run elsewhere. */
  requestNamespace?: string;
  pipeline?: string;
  action: 'configure' | 'delete';
  /** RFC 3339. */
  createdAt?: string;
  phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed' | 'Unknown';
  conditions: KubeCondition[];
  /** In the order in which they run. */
  steps: KratixStep[];
}

/** The containers that Kratix puts around those of the author. */
const KRATIX_STEPS = new Set(['reader', 'work-writer', 'status-writer']);

const terminatedSchema = z.object({
  exitCode: z.number(),
  reason: optionalString,
  message: optionalString,
  startedAt: optionalString,
  finishedAt: optionalString,
});

const containerStatusSchema = z.object({
  name: z.string(),
  restartCount: z.number().catch(0),
  state: z
    .object({
      waiting: z
        .object({ reason: optionalString, message: optionalString })
        .optional()
        .catch(undefined),
      running: z
        .object({ startedAt: optionalString })
        .optional()
        .catch(undefined),
      terminated: terminatedSchema.optional().catch(undefined),
    })
    .catch({}),
  lastState: z
    .object({ terminated: terminatedSchema.optional().catch(undefined) })
    .catch({}),
});

const podSchema = z.object({
  spec: z
    .object({
      initContainers: lenientArray(
        z.object({ name: z.string(), image: z.string().catch('') }),
      ),
      containers: lenientArray(
        z.object({ name: z.string(), image: z.string().catch('') }),
      ),
    })
    .catch({ initContainers: [], containers: [] }),
  status: z
    .object({
      phase: z
        .enum(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'])
        .catch('Unknown'),
      conditions: z.unknown(),
      initContainerStatuses: lenientArray(containerStatusSchema),
      containerStatuses: lenientArray(containerStatusSchema),
    })
    .catch({
      phase: 'Unknown',
      initContainerStatuses: [],
      containerStatuses: [],
    }),
});

function readStep(
  container: { name: string; image: string },
  status: z.output<typeof containerStatusSchema> | undefined,
): KratixStep {
  const { waiting, running, terminated } = status?.state ?? {};
  const last = status?.lastState.terminated;
  const step: KratixStep = {
    ...container,
    role: KRATIX_STEPS.has(container.name) ? 'kratix' : 'author',
    state: 'waiting',
    reason: waiting?.reason,
    message: waiting?.message,
    restarts: status?.restartCount ?? 0,
    ...(last && last.exitCode !== 0
      ? {
          lastFailure: {
            exitCode: last.exitCode,
            reason: last.reason,
            finishedAt: last.finishedAt,
          },
        }
      : {}),
  };
  if (terminated) {
    return { ...step, ...terminated, state: 'terminated' };
  }
  return running
    ? { ...step, state: 'running', startedAt: running.startedAt }
    : step;
}

/**
 * Reads a Pod that runs a Pipeline. Parts of an unexpected shape are left out. Kubernetes documents
 * container states under "Pod Lifecycle".
 *
 * @public
 */
export function readPod(object: KubeObject): KratixPod {
  const { spec, status } = podSchema.parse(object);
  const labels = object.metadata.labels ?? {};
  const statuses = new Map(
    [...status.initContainerStatuses, ...status.containerStatuses].map(
      container => [container.name, container],
    ),
  );
  return {
    name: object.metadata.name,
    namespace: object.metadata.namespace ?? 'default',
    promise: labels[KratixLabels.promiseName],
    request: labels[KratixLabels.resourceName] || undefined,
    requestNamespace: labels[KratixLabels.resourceNamespace],
    pipeline: labels[KratixLabels.pipelineName] || undefined,
    action:
      labels[KratixLabels.workflowAction] === 'delete' ? 'delete' : 'configure',
    createdAt: object.metadata.creationTimestamp,
    phase: status.phase,
    conditions: readConditions(status.conditions),
    steps: [...spec.initContainers, ...spec.containers].map(container =>
      readStep(container, statuses.get(container.name)),
    ),
  };
}

/** Why no node takes a Pod, as the scheduler says it; undefined where one has. @public */
export function unschedulableMessage(pod: KratixPod): string | undefined {
  const scheduled = findCondition(pod.conditions, 'PodScheduled');
  return scheduled?.status === 'False'
    ? scheduled.message ?? scheduled.reason ?? ''
    : undefined;
}
