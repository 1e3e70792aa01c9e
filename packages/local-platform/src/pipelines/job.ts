import { z } from 'zod';
import { KubeObject } from '../kube';
import { isTerminal, LOST_REASON, readPodStatus } from './podStatus';

/** Held by a Job's Pods until they are counted in its status. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';

/** One entry of a Job's `status.conditions`. */
export interface JobCondition {
  type:
    | 'Complete'
    | 'Failed'
    | 'Suspended'
    | 'SuccessCriteriaMet'
    | 'FailureTarget';
  status: 'True' | 'False';
  reason: string;
  message: string;
  lastProbeTime: string;
  lastTransitionTime: string;
}

const uids = z.array(z.string()).default([]);

const jobSchema = z.object({
  spec: z.object({
    parallelism: z.number().default(1),
    completions: z.number().nullish(),
    backoffLimit: z.number().default(6),
    activeDeadlineSeconds: z.number().optional(),
    ttlSecondsAfterFinished: z.number().optional(),
    suspend: z.boolean().default(false),
    template: z.object({
      metadata: z
        .object({
          labels: z.record(z.string()).optional(),
          annotations: z.record(z.string()).optional(),
        })
        .optional(),
      spec: z.object({ restartPolicy: z.string().optional() }).passthrough(),
    }),
  }),
  status: z
    .object({
      startTime: z.string().optional(),
      completionTime: z.string().optional(),
      succeeded: z.number().default(0),
      failed: z.number().default(0),
      active: z.number().default(0),
      terminating: z.number().default(0),
      uncountedTerminatedPods: z
        .object({ succeeded: uids, failed: uids })
        .default({}),
      conditions: z.array(z.custom<JobCondition>()).default([]),
    })
    .default({}),
});

/** The parts of a Job that its controller acts on. */
export type Job = z.infer<typeof jobSchema>;

/** @throws ZodError when the object is not a Job that can be run. */
export function readJob(object: KubeObject): Job {
  return jobSchema.parse(object);
}

/** What a Job's controller wants to know of one of its Pods. */
export interface JobPod {
  name: string;
  uid: string;
  outcome?: 'succeeded' | 'failed';
  /** It ended with the platform: no fault of the Job's. */
  lost: boolean;
  /** Not counted in the Job's status yet. */
  tracked: boolean;
  deleting: boolean;
  ready: boolean;
  restarts: number;
  /** When its last container ended, in ms since 1970. */
  finishedAt?: number;
}

/** Reads what matters to its Job from a Pod. */
export function readJobPod(pod: KubeObject): JobPod {
  const status = readPodStatus(pod);
  const containers = [
    ...(status?.initContainerStatuses ?? []),
    ...(status?.containerStatuses ?? []),
  ];
  const ends = containers.flatMap(({ state }) =>
    state.terminated ? [Date.parse(state.terminated.finishedAt)] : [],
  );
  const failed = !status || status.phase === 'Failed' ? 'failed' : 'succeeded';
  return {
    name: pod.metadata.name,
    uid: pod.metadata.uid ?? '',
    outcome: isTerminal(pod) ? failed : undefined,
    lost: status?.reason === LOST_REASON,
    tracked: pod.metadata.finalizers?.includes(TRACKING_FINALIZER) ?? false,
    deleting: pod.metadata.deletionTimestamp !== undefined,
    ready:
      status?.conditions.some(
        ({ type, status: value }) => type === 'Ready' && value === 'True',
      ) ?? false,
    restarts: containers.reduce(
      (sum, { restartCount }) => sum + restartCount,
      0,
    ),
    finishedAt: ends.length > 0 ? Math.max(...ends) : undefined,
  };
}
