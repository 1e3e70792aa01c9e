import { promises as fs } from 'node:fs';
import path from 'node:path';
import { KubeClient, KubeObject, KubeStatusError } from '../kube';
import { SerialQueue } from '../process/SerialQueue';
import { sleep } from '../process/sleep';
import { asJson } from './asJson';
import { removeTree } from './containerRoot';
import { ContainerRunner } from './ContainerRunner';
import { ContainerSupervisor, SupervisedPod } from './ContainerSupervisor';
import { EventRecorder } from './EventRecorder';
import { podSources } from './podSources';
import { Container, PodSpec } from './podSpec';
import {
  containersAfterLoss,
  ContainerStatus,
  initialContainers,
  LOST_REASON,
  PodProgress,
  PodStatus,
  podStatus,
  readPodStatus,
} from './podStatus';
import { PODS } from './resourceTypes';
import { retry } from './retry';
import { messageOf, now } from './text';
import { setUpVolumes } from './volumes';

/** How long processes get to end when the platform stops. */
const SHUTDOWN_GRACE_MS = 2_000;

/** What a Pod runs with. */
export interface PodRunnerDependencies {
  client: KubeClient;
  containers: ContainerRunner;
  events: EventRecorder;
  /** Where the Pod's files are, `logs` included. */
  directory: string;
  /** The first delay before something that failed is tried again. */
  retryBackoffMs: number;
  onError(message: string): void;
}

/** Why a Pod is ended before its containers are. */
export type StopReason =
  /** It is to be deleted; the status says that it failed. */
  | 'deleted'
  /** The platform stops; the status stays, and the next start goes on from it. */
  | 'shutdown';

/**
 * Runs one Pod as kubelet does: volumes, init containers one after another, then the containers; what
 * fails is started again as the restart policy says; and each step is written to the Pod's status.
 */
export class PodRunner {
  private readonly abort = new AbortController();
  private readonly statusQueue = new SerialQueue();
  private readonly spec: PodSpec;
  private readonly containers: Map<string, ContainerStatus>;
  private readonly startTime: string;
  private readonly wasLost: boolean;
  private failure?: PodProgress['failure'];
  private written?: PodStatus;
  private stopped?: StopReason;
  private finished?: Promise<void>;

  constructor(
    private readonly pod: KubeObject,
    spec: PodSpec,
    private readonly dependencies: PodRunnerDependencies,
  ) {
    const before = readPodStatus(pod);
    this.spec = spec;
    this.written = before;
    this.wasLost = before !== undefined;
    this.startTime = before?.startTime ?? now();
    this.containers = before
      ? containersAfterLoss(spec, before, now())
      : initialContainers(spec);
  }

  /** Resolves when the Pod has ended and its last status is written; never rejects. */
  run(): Promise<void> {
    this.finished ??= this.runAll().catch(error =>
      this.dependencies.onError(
        `Pod ${this.name} could not be run: ${messageOf(error)}`,
      ),
    );
    return this.finished;
  }

  /** Ends all of its processes and resolves when they are gone. */
  async stop(reason: StopReason): Promise<void> {
    this.stopped ??= reason;
    this.abort.abort();
    await this.finished;
  }

  private get name(): string {
    return `${this.pod.metadata.namespace}/${this.pod.metadata.name}`;
  }

  private async runAll(): Promise<void> {
    const deadline = this.spec.activeDeadlineSeconds;
    const timer =
      deadline === undefined
        ? undefined
        : setTimeout(
            () => this.exceedDeadline(),
            Math.max(
              0,
              Date.parse(this.startTime) + deadline * 1000 - Date.now(),
            ),
          );
    try {
      if (this.wasLost && this.spec.restartPolicy === 'Never') {
        this.failure = {
          reason: LOST_REASON,
          message: 'The platform was stopped while the Pod ran.',
        };
        this.failContainers();
        return;
      }
      this.publish();
      await this.setUp();
      for (const container of this.spec.initContainers) {
        if (!(await this.supervise(container, 'initContainers'))) {
          return;
        }
      }
      await Promise.all(
        this.spec.containers.map(container =>
          this.supervise(container, 'containers'),
        ),
      );
    } finally {
      clearTimeout(timer);
      await this.conclude();
    }
  }

  private async conclude(): Promise<void> {
    if (this.stopped === 'shutdown') {
      await this.statusQueue.idle();
      return;
    }
    if (this.stopped === 'deleted') {
      this.failure ??= {
        reason: 'Deleted',
        message: 'The Pod was deleted while it ran.',
      };
      this.failContainers();
    }
    this.publish();
    await this.statusQueue.idle();
    for (const part of ['volumes', 'containers', 'tmp']) {
      await removeTree(path.join(this.dependencies.directory, part));
    }
  }

  private exceedDeadline() {
    this.failure = {
      reason: 'DeadlineExceeded',
      message: 'Pod was active on the node longer than the specified deadline',
    };
    this.abort.abort();
  }

  /** What has not ended by itself is shown as killed. */
  private failContainers() {
    for (const [name, status] of this.containers) {
      if (status.state.running) {
        this.update(name, {
          ready: false,
          state: {
            terminated: {
              exitCode: 137,
              reason: 'Error',
              startedAt: status.state.running.startedAt,
              finishedAt: now(),
            },
          },
        });
      }
    }
  }

  private async setUp(): Promise<void> {
    const { client, directory, retryBackoffMs } = this.dependencies;
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    await retry(
      () =>
        setUpVolumes(
          this.spec.volumes,
          path.join(directory, 'volumes'),
          podSources(client, this.pod).files,
        ),
      {
        baseMs: retryBackoffMs,
        signal: this.abort.signal,
        onFailure: error =>
          this.event('Warning', 'FailedMount', messageOf(error)),
      },
    );
  }

  private supervise(
    container: Container,
    list: 'initContainers' | 'containers',
  ): Promise<boolean> {
    const { client, containers, directory, retryBackoffMs } = this.dependencies;
    const pod: SupervisedPod = {
      object: this.pod,
      spec: this.spec,
      client,
      containers,
      directory,
      retryBackoffMs,
      signal: this.abort.signal,
      graceMs: () =>
        this.stopped === 'shutdown'
          ? SHUTDOWN_GRACE_MS
          : this.spec.terminationGracePeriodSeconds * 1000,
      status: name => this.status(name),
      update: (name, change) => this.update(name, change),
      event: (...event) => this.event(...event),
    };
    return new ContainerSupervisor(pod, container, list).run();
  }

  private status(container: string): ContainerStatus {
    const status = this.containers.get(container);
    if (!status) {
      throw new Error(`Pod ${this.name} has no container ${container}`);
    }
    return status;
  }

  private update(container: string, change: Partial<ContainerStatus>) {
    // What ends with the platform did not end by itself: the next start shall see that it ran.
    if (this.stopped === 'shutdown') {
      return;
    }
    this.containers.set(container, { ...this.status(container), ...change });
    this.publish();
  }

  /** Writes the status as it is now; what changed while an earlier write was under way goes into one. */
  private publish() {
    const status = podStatus(
      {
        spec: this.spec,
        startTime: this.startTime,
        containers: this.containers,
        failure: this.failure,
      },
      this.written,
      now(),
    );
    this.written = status;
    void this.statusQueue.run(async () => {
      // A status that nobody sees would leave the Job waiting for ever.
      while (status === this.written && !(await this.writeStatus(status))) {
        await sleep(1_000);
        if (this.stopped === 'shutdown') {
          return;
        }
      }
    });
  }

  /** @returns false when it is worth trying again */
  private async writeStatus(status: PodStatus): Promise<boolean> {
    const { client, onError } = this.dependencies;
    const { name, namespace } = this.pod.metadata;
    try {
      const patch = asJson({ status });
      await client.mergePatch(PODS, name, namespace, patch, 'status');
      return true;
    } catch (error) {
      const isAnswer = error instanceof KubeStatusError;
      if (!isAnswer || error.code !== 404) {
        onError(
          `The status of Pod ${this.name} could not be written: ${messageOf(
            error,
          )}`,
        );
      }
      return isAnswer;
    }
  }

  private event(
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath?: string,
  ) {
    if (!this.stopped) {
      this.dependencies.events.record(
        this.pod,
        type,
        reason,
        message,
        fieldPath,
      );
    }
  }
}
