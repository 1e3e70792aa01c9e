import { backOff } from './backOff';
import { Job, JobCondition, JobPod } from './job';

/** A Job's `status` as it is to be. */
export interface JobStatus {
  startTime?: string;
  completionTime?: string;
  active: number;
  ready: number;
  terminating: number;
  succeeded: number;
  failed: number;
  uncountedTerminatedPods: { succeeded: string[]; failed: string[] };
  conditions: JobCondition[];
}

/** What the controller does next for a Job; `status` is written before anything else is done. */
export interface JobDecision {
  status: JobStatus;
  /** How many Pods to make. */
  create: number;
  /** Names of Pods that are to end. */
  remove: string[];
  /** Names of Pods that are counted by now and need not be held any longer. */
  release: string[];
  /** Whether the Job itself is to go (its time to live after the end is over). */
  expire: boolean;
  /** When to look again even if nothing changes, in ms since 1970. */
  wakeAt?: number;
  events: Array<{
    type: 'Normal' | 'Warning';
    reason: string;
    message: string;
  }>;
}

/**
 * Decides what to do for a Job, from what is stored about it and its Pods: the job controller of
 * Kubernetes, for Jobs that are not indexed. A Pod that is being deleted still counts as running, so
 * nothing ever runs twice at the same time.
 */
export function decideJob(
  job: Job,
  pods: JobPod[],
  options: { now: number; retryBackoffMs: number },
): JobDecision {
  const { spec } = job;
  const timestamp = new Date(options.now).toISOString().replace(/\.\d+Z$/, 'Z');
  const counted = count(job, pods);
  const running = pods.filter(pod => !pod.outcome);
  const active = running.filter(pod => !pod.deleting);
  const conditions = [...job.status.conditions];
  const decision: JobDecision = {
    status: {
      startTime: job.status.startTime,
      completionTime: job.status.completionTime,
      active: active.length,
      ready: active.filter(pod => pod.ready).length,
      terminating: running.length - active.length,
      succeeded: counted.succeeded,
      failed: counted.failed,
      uncountedTerminatedPods: counted.uncounted,
      conditions,
    },
    create: 0,
    remove: [],
    release: counted.release,
    expire: false,
    events: [],
  };
  const { status } = decision;
  const has = (type: JobCondition['type']) =>
    conditions.some(one => one.type === type && one.status === 'True');
  const set = (
    type: JobCondition['type'],
    reason: string,
    message: string,
    value: 'True' | 'False' = 'True',
  ) => {
    const condition: JobCondition = {
      type,
      status: value,
      reason,
      message,
      lastProbeTime: timestamp,
      lastTransitionTime: timestamp,
    };
    const index = conditions.findIndex(one => one.type === type);
    if (index < 0) {
      conditions.push(condition);
    } else if (conditions[index].status !== value) {
      conditions[index] = condition;
    }
  };

  if (has('Complete') || has('Failed')) {
    decision.remove = active.map(pod => pod.name);
    expire(job, decision, options.now);
    return decision;
  }

  const total = {
    succeeded: counted.succeeded + counted.uncounted.succeeded.length,
    failed: counted.failed + counted.uncounted.failed.length,
  };
  const allCounted =
    running.length === 0 &&
    counted.uncounted.succeeded.length + counted.uncounted.failed.length === 0;
  const completions = spec.completions ?? 1;

  const failure = has('FailureTarget')
    ? conditions.find(one => one.type === 'FailureTarget')
    : failureOf(job, active, total.failed, options.now);
  if (failure) {
    set('FailureTarget', failure.reason, failure.message);
    decision.remove = active.map(pod => pod.name);
    if (allCounted) {
      set('Failed', failure.reason, failure.message);
      decision.events.push({ type: 'Warning', ...pick(failure) });
    }
    return decision;
  }

  if (total.succeeded >= completions) {
    const reached = [
      'CompletionsReached',
      'Reached expected number of succeeded pods',
    ] as const;
    set('SuccessCriteriaMet', ...reached);
    decision.remove = active.map(pod => pod.name);
    if (allCounted) {
      set('Complete', ...reached);
      status.completionTime = timestamp;
      decision.events.push({
        type: 'Normal',
        reason: 'Completed',
        message: 'Job completed',
      });
    }
    return decision;
  }

  if (spec.suspend) {
    decision.remove = active.map(pod => pod.name);
    status.startTime = undefined;
    if (!has('Suspended')) {
      set('Suspended', 'JobSuspended', 'Job suspended');
      decision.events.push({
        type: 'Normal',
        reason: 'Suspended',
        message: 'Job suspended',
      });
    }
    return decision;
  }
  if (has('Suspended')) {
    set('Suspended', 'JobResumed', 'Job resumed', 'False');
    decision.events.push({
      type: 'Normal',
      reason: 'Resumed',
      message: 'Job resumed',
    });
  }
  status.startTime ??= timestamp;
  const wakes: number[] = [];
  if (spec.activeDeadlineSeconds !== undefined) {
    wakes.push(
      Date.parse(status.startTime) + spec.activeDeadlineSeconds * 1000,
    );
  }
  const wanted = Math.min(
    spec.parallelism - running.length,
    completions - total.succeeded - running.length,
  );
  const earliest = earliestStart(pods, total.failed, options.retryBackoffMs);
  if (wanted > 0 && earliest > options.now) {
    wakes.push(earliest);
  } else {
    decision.create = Math.max(0, wanted);
  }
  decision.wakeAt = wakes.length > 0 ? Math.min(...wakes) : undefined;
  return decision;
}

/**
 * Counts the Pods that ended, each once: first their uids are noted in the status, then they are
 * released, and only when that has happened the number goes up. Wherever this is interrupted, what is
 * stored tells how far it got.
 */
function count(job: Job, pods: JobPod[]) {
  const { status } = job;
  const held = pods.filter(pod => pod.tracked && pod.outcome);
  const noted = status.uncountedTerminatedPods;
  const isHeld = (uid: string) => held.some(pod => pod.uid === uid);
  const isNoted = (pod: JobPod) =>
    noted.succeeded.includes(pod.uid) || noted.failed.includes(pod.uid);
  const isCountable = (pod: JobPod) =>
    pod.outcome === 'succeeded' ||
    (!pod.lost && !(job.spec.suspend && pod.deleting));
  const fresh = held.filter(pod => !isNoted(pod) && isCountable(pod));
  const uidsOf = (outcome: JobPod['outcome']) =>
    fresh.filter(pod => pod.outcome === outcome).map(pod => pod.uid);
  return {
    succeeded:
      status.succeeded + noted.succeeded.filter(uid => !isHeld(uid)).length,
    failed: status.failed + noted.failed.filter(uid => !isHeld(uid)).length,
    uncounted: {
      succeeded: [...noted.succeeded.filter(isHeld), ...uidsOf('succeeded')],
      failed: [...noted.failed.filter(isHeld), ...uidsOf('failed')],
    },
    release: held.map(pod => pod.name),
  };
}

function failureOf(
  { spec, status }: Job,
  active: JobPod[],
  failed: number,
  now: number,
): { reason: string; message: string } | undefined {
  const { activeDeadlineSeconds, backoffLimit } = spec;
  if (
    activeDeadlineSeconds !== undefined &&
    status.startTime !== undefined &&
    !spec.suspend &&
    now >= Date.parse(status.startTime) + activeDeadlineSeconds * 1000
  ) {
    return {
      reason: 'DeadlineExceeded',
      message: 'Job was active longer than specified deadline',
    };
  }
  const restarts = active.reduce((sum, pod) => sum + pod.restarts, 0);
  const restartedTooOften =
    spec.template.spec.restartPolicy === 'OnFailure' &&
    restarts > 0 &&
    restarts >= backoffLimit;
  return failed > backoffLimit || restartedTooOften
    ? {
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      }
    : undefined;
}

/** When the next Pod may start after earlier ones failed. */
function earliestStart(
  pods: JobPod[],
  failed: number,
  retryBackoffMs: number,
): number {
  const ends = pods.flatMap(pod =>
    pod.outcome === 'failed' && !pod.lost && pod.finishedAt !== undefined
      ? [pod.finishedAt]
      : [],
  );
  return failed === 0 || ends.length === 0
    ? 0
    : Math.max(...ends) + backOff(retryBackoffMs, failed);
}

function expire(job: Job, decision: JobDecision, now: number) {
  const { ttlSecondsAfterFinished } = job.spec;
  const end = job.status.conditions.find(
    one =>
      (one.type === 'Complete' || one.type === 'Failed') &&
      one.status === 'True',
  );
  if (ttlSecondsAfterFinished !== undefined && end) {
    const at =
      Date.parse(end.lastTransitionTime) + ttlSecondsAfterFinished * 1000;
    decision.expire = now >= at;
    decision.wakeAt = at;
  }
}

function pick({ reason, message }: { reason: string; message: string }) {
  return { reason, message };
}
