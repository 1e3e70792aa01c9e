import { randomInt } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { KubeClient, KubeObject, KubeStatusError } from '../kube';
import { SerialQueue } from '../process/SerialQueue';
import { asJson } from './asJson';
import { decideJob, JobStatus } from './decideJob';
import { EventRecorder } from './EventRecorder';
import { Job, readJob, readJobPod, TRACKING_FINALIZER } from './job';
import { isTerminal } from './podStatus';
import { JOBS, PODS } from './resourceTypes';

const MAX_TIMER_MS = 24 * 60 * 60 * 1000;
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

/** What the controller keeps in mind for one Job. */
interface Tracked {
  queue: SerialQueue;
  pods: Map<string, KubeObject>;
  pending: boolean;
  timer?: NodeJS.Timeout;
}

/** Makes Pods for Jobs and keeps the Jobs' status: the job controller of Kubernetes. */
export class JobController {
  private readonly tracked = new Map<string, Tracked>();
  private readonly unwatch: Array<() => void> = [];
  private stopping = false;

  constructor(
    private readonly options: {
      client: KubeClient;
      events: EventRecorder;
      retryBackoffMs: number;
      onError(message: string): void;
    },
  ) {}

  async start(): Promise<void> {
    const { client } = this.options;
    // All Pods are known before the first Job is looked at, so that none is made twice.
    for (const pod of await client.list(PODS)) {
      const owner = jobOf(pod);
      if (owner) {
        this.track(owner.uid).pods.set(pod.metadata.uid ?? '', pod);
      }
    }
    this.unwatch.push(
      client.watch(PODS, {}, ({ type, object }) => {
        const owner = jobOf(object);
        if (!owner) {
          this.releaseOrphan(object);
          return;
        }
        const { pods } = this.track(owner.uid);
        const { uid = '', namespace } = object.metadata;
        if (type === 'DELETED') {
          pods.delete(uid);
        } else {
          pods.set(uid, object);
        }
        this.schedule(owner.uid, owner.name, namespace);
      }),
      client.watch(JOBS, {}, ({ object: { metadata } }) =>
        this.schedule(metadata.uid ?? '', metadata.name, metadata.namespace),
      ),
    );
  }

  async stop(): Promise<void> {
    this.stopping = true;
    this.unwatch.forEach(end => end());
    for (const { timer } of this.tracked.values()) {
      clearTimeout(timer);
    }
    await Promise.all(
      [...this.tracked.values()].map(({ queue }) => queue.idle()),
    );
  }

  private track(uid: string): Tracked {
    let tracked = this.tracked.get(uid);
    if (!tracked) {
      tracked = { queue: new SerialQueue(), pods: new Map(), pending: false };
      this.tracked.set(uid, tracked);
    }
    return tracked;
  }

  private schedule(uid: string, name: string, namespace?: string) {
    const tracked = this.track(uid);
    if (tracked.pending || this.stopping) {
      return;
    }
    tracked.pending = true;
    void tracked.queue.run(async () => {
      tracked.pending = false;
      if (this.stopping) {
        return;
      }
      try {
        await this.reconcile(uid, name, namespace, tracked);
      } catch (error) {
        this.options.onError(`Job ${namespace}/${name}: ${error}`);
        this.wake(tracked, Date.now() + 1_000, uid, name, namespace);
      }
    });
  }

  private wake(
    tracked: Tracked,
    at: number,
    uid: string,
    name: string,
    namespace?: string,
  ) {
    clearTimeout(tracked.timer);
    if (!this.stopping) {
      tracked.timer = setTimeout(
        () => this.schedule(uid, name, namespace),
        Math.min(Math.max(0, at - Date.now()), MAX_TIMER_MS),
      );
    }
  }

  private async reconcile(
    uid: string,
    name: string,
    namespace: string | undefined,
    tracked: Tracked,
  ): Promise<void> {
    const { client, events, retryBackoffMs } = this.options;
    const object = await client.get(JOBS, name, namespace);
    if (object?.metadata.uid !== uid) {
      await this.letGo(uid, tracked);
      return;
    }
    if (object.metadata.deletionTimestamp) {
      return;
    }
    const job = readJob(object);
    const decision = decideJob(
      job,
      [...tracked.pods.values()].map(readJobPod),
      { now: Date.now(), retryBackoffMs },
    );
    await this.writeStatus(object, job, decision.status);
    for (const event of decision.events) {
      events.record(object, event.type, event.reason, event.message);
    }
    for (const pod of decision.remove) {
      await client.delete(PODS, pod, namespace);
      events.record(
        object,
        'Normal',
        'SuccessfulDelete',
        `Deleted pod: ${pod}`,
      );
    }
    for (const pod of decision.release) {
      await this.release(pod, namespace);
    }
    if (decision.create > 0) {
      await this.create(object, job, decision.create, tracked);
    }
    clearTimeout(tracked.timer);
    if (decision.expire) {
      await client.delete(JOBS, name, namespace);
    } else if (decision.wakeAt !== undefined) {
      this.wake(tracked, decision.wakeAt, uid, name, namespace);
    }
  }

  private async writeStatus(object: KubeObject, job: Job, status: JobStatus) {
    const before: JobStatus = { ready: 0, ...job.status };
    if (object.status && isDeepStrictEqual(asJson(before), asJson(status))) {
      return;
    }
    const { name, namespace } = object.metadata;
    await this.options.client.mergePatch(
      JOBS,
      name,
      namespace,
      {
        status: {
          ...status,
          // In a merge patch only null removes.
          startTime: status.startTime ?? null,
          completionTime: status.completionTime ?? null,
        },
      },
      'status',
    );
  }

  private async create(
    object: KubeObject,
    job: Job,
    count: number,
    tracked: Tracked,
  ): Promise<void> {
    const { client, events } = this.options;
    for (let made = 0; made < count; made++) {
      const pod = await client.create(PODS, podFor(object, job));
      // Known at once: until the watch tells of it, it would be made again.
      tracked.pods.set(pod.metadata.uid ?? '', pod);
      events.record(
        object,
        'Normal',
        'SuccessfulCreate',
        `Created pod: ${pod.metadata.name}`,
      );
    }
  }

  /** The garbage collector deletes the Pods of a Job that is gone; nobody counts them any more. */
  private async letGo(uid: string, tracked: Tracked): Promise<void> {
    for (const pod of tracked.pods.values()) {
      if (pod.metadata.deletionTimestamp && isTerminal(pod)) {
        await this.release(pod.metadata.name, pod.metadata.namespace);
      }
    }
    if (tracked.pods.size === 0) {
      clearTimeout(tracked.timer);
      this.tracked.delete(uid);
    }
  }

  /** A Pod whose Job was deleted without it belongs to nobody. */
  private releaseOrphan(pod: KubeObject) {
    const { name, namespace, uid = '' } = pod.metadata;
    for (const { pods } of this.tracked.values()) {
      pods.delete(uid);
    }
    if (pod.metadata.finalizers?.includes(TRACKING_FINALIZER)) {
      this.release(name, namespace).catch(error =>
        this.options.onError(`Pod ${namespace}/${name}: ${error}`),
      );
    }
  }

  private async release(name: string, namespace?: string): Promise<void> {
    const { client } = this.options;
    const pod = await client.get(PODS, name, namespace);
    const finalizers = pod?.metadata.finalizers ?? [];
    if (!finalizers.includes(TRACKING_FINALIZER)) {
      return;
    }
    try {
      await client.mergePatch(PODS, name, namespace, {
        metadata: {
          finalizers: finalizers.filter(one => one !== TRACKING_FINALIZER),
        },
      });
    } catch (error) {
      if (!(error instanceof KubeStatusError && error.code === 404)) {
        throw error;
      }
    }
  }
}

function jobOf(pod: KubeObject): { uid: string; name: string } | undefined {
  return pod.metadata.ownerReferences?.find(
    owner => owner.controller && owner.kind === 'Job',
  );
}

function podFor(job: KubeObject, { spec: { template } }: Job): KubeObject {
  const { name, namespace, uid = '' } = job.metadata;
  const prefix = `${name.slice(0, 57)}-`;
  const suffix = Array.from(
    { length: 5 },
    () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)],
  ).join('');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${prefix}${suffix}`,
      generateName: prefix,
      namespace,
      labels: {
        ...template.metadata?.labels,
        'batch.kubernetes.io/controller-uid': uid,
        'batch.kubernetes.io/job-name': name,
        'controller-uid': uid,
        'job-name': name,
      },
      ...(template.metadata?.annotations && {
        annotations: template.metadata.annotations,
      }),
      finalizers: [TRACKING_FINALIZER],
      ownerReferences: [
        {
          apiVersion: 'batch/v1',
          kind: 'Job',
          name,
          uid,
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec: { ...template.spec, nodeName: 'local-platform' },
  };
}
