import { promises as fs } from 'node:fs';
import path from 'node:path';
import { KubeClient, KubeObject, KubeStatusError } from '../kube';
import { SerialQueue } from '../process/SerialQueue';
import { sleep } from '../process/sleep';
import { asJson } from './asJson';
import { backOff, formatDelay } from './backOff';
import { ContainerResult } from './containerProcess';
import { ContainerRunner, LocalImage } from './ContainerRunner';
import { removeTree } from './containerRoot';
import { resolveEnvironment } from './environment';
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
import { mountsOf, setUpVolumes } from './volumes';

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
            Math.max(0, Date.parse(this.startTime) + deadline * 1000 - Date.now()),
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
        if (!(await this.runContainer(container, 'initContainers'))) {
          return;
        }
      }
      await Promise.all(
        this.spec.containers.map(container =>
          this.runContainer(container, 'containers'),
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
    const { directory } = this.dependencies;
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    await this.retry(
      () =>
        setUpVolumes(
          this.spec.volumes,
          path.join(directory, 'volumes'),
          podSources(this.dependencies.client, this.pod).files,
        ),
      error => this.event('Warning', 'FailedMount', messageOf(error)),
    );
  }

  /** @returns whether the container ended with success; only a container that is not started again can fail. */
  private async runContainer(
    container: Container,
    list: 'initContainers' | 'containers',
  ): Promise<boolean> {
    const fieldPath = `spec.${list}{${container.name}}`;
    const mayRestart = this.spec.restartPolicy !== 'Never';
    for (let failures = 0; !this.abort.signal.aborted; ) {
      const result = await this.runOnce(container, fieldPath);
      if (!result) {
        break;
      }
      const succeeded = result.exitCode === 0;
      const isDone =
        succeeded &&
        (list === 'initContainers' || this.spec.restartPolicy !== 'Always');
      if (isDone || !mayRestart) {
        return succeeded;
      }
      failures = succeeded ? 1 : failures + 1;
      await this.waitToRestart(container, fieldPath, failures);
    }
    return false;
  }

  /** As kubelet does it: the first restart comes at once, the next ones after longer and longer waits. */
  private async waitToRestart(
    container: Container,
    fieldPath: string,
    failures: number,
  ): Promise<void> {
    const { terminated } = this.status(container.name).state;
    const lastState = { terminated };
    if (failures > 1) {
      const delay = backOff(this.dependencies.retryBackoffMs, failures - 1);
      const { name, namespace, uid } = this.pod.metadata;
      const identity = `${container.name} in pod ${name}_${namespace}(${uid})`;
      this.update(container.name, {
        ready: false,
        started: false,
        lastState,
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: `back-off ${formatDelay(
              delay,
            )} restarting failed container=${
              container.name
            } pod=${name}_${namespace}(${uid})`,
          },
        },
      });
      this.event(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${identity}`,
        fieldPath,
      );
      await sleep(delay, this.abort.signal);
    }
    if (!this.abort.signal.aborted) {
      const { restartCount } = this.status(container.name);
      this.containers.set(container.name, {
        ...this.status(container.name),
        lastState,
        restartCount: restartCount + 1,
      });
    }
  }

  /** One run from the pull of the image to the end; `undefined` when the Pod was stopped before it began. */
  private async runOnce(
    container: Container,
    fieldPath: string,
  ): Promise<ContainerResult | undefined> {
    const { directory, client, containers } = this.dependencies;
    const image = await this.pull(container, fieldPath);
    const prepared = await this.retry(
      async () => ({
        env: await resolveEnvironment(
          container,
          podSources(client, this.pod).environment,
        ),
        mounts: mountsOf(container, path.join(directory, 'volumes')),
      }),
      error => {
        this.wait(container, 'CreateContainerConfigError', messageOf(error));
        this.event('Warning', 'Failed', `Error: ${messageOf(error)}`, fieldPath);
      },
    );
    if (!image || !prepared) {
      return undefined;
    }
    this.event('Normal', 'Created', `Created container: ${container.name}`, fieldPath);
    const { restartCount } = this.status(container.name);
    await this.removeOldLogs(container.name, restartCount);
    let startedAt = now();
    let containerID: string | undefined;
    const result = await containers.run({
      ...prepared,
      container,
      image,
      podDir: directory,
      logFile: logFile(directory, container.name, restartCount),
      signal: this.abort.signal,
      graceMs: () =>
        this.stopped === 'shutdown'
          ? SHUTDOWN_GRACE_MS
          : this.spec.terminationGracePeriodSeconds * 1000,
      onStarted: id => {
        startedAt = now();
        containerID = id;
        this.update(container.name, {
          containerID,
          imageID: container.image,
          ready: fieldPath.startsWith('spec.containers'),
          started: true,
          state: { running: { startedAt } },
        });
        this.event('Normal', 'Started', `Started container ${container.name}`, fieldPath);
      },
    });
    if (result.reason === 'StartError') {
      this.event('Warning', 'Failed', `Error: ${result.message}`, fieldPath);
    }
    if (this.stopped !== 'shutdown') {
      this.update(container.name, {
        ready:
          result.exitCode === 0 && fieldPath.startsWith('spec.initContainers'),
        started: false,
        state: {
          terminated: { ...result, startedAt, finishedAt: now(), containerID },
        },
      });
    }
    return result;
  }

  private async pull(
    container: Container,
    fieldPath: string,
  ): Promise<LocalImage | undefined> {
    const { image } = container;
    const found = await this.retry(
      async () => {
        const local = await this.dependencies.containers.findImage(image);
        if (!local) {
          throw new Error(
            `the local platform runs images as local commands, and none is mapped to "${image}". Map it in an images.yaml beside the promise.yaml, or in a file given with --images: images: { "${image}": { command: [node, pipeline.js] } }`,
          );
        }
        return local;
      },
      async (error, delay) => {
        const message = `Failed to pull image "${image}": ${messageOf(error)}`;
        this.event('Warning', 'Failed', message, fieldPath);
        this.event('Warning', 'Failed', 'Error: ErrImagePull', fieldPath);
        this.wait(container, 'ErrImagePull', message);
        await sleep(Math.min(1_000, delay / 2), this.abort.signal);
        const backingOff = `Back-off pulling image "${image}"`;
        this.event('Normal', 'BackOff', backingOff, fieldPath);
        this.event('Warning', 'Failed', 'Error: ImagePullBackOff', fieldPath);
        this.wait(
          container,
          'ImagePullBackOff',
          `${backingOff}: ErrImagePull: ${message}`,
        );
      },
    );
    if (found) {
      this.event(
        'Normal',
        'Pulled',
        `Container image "${image}" already present on machine`,
        fieldPath,
      );
    }
    return found;
  }

  /** Tries until it works, with growing delays; `undefined` when the Pod was stopped first. */
  private async retry<T>(
    work: () => Promise<T>,
    onFailure: (error: unknown, delay: number) => void | Promise<void>,
  ): Promise<T | undefined> {
    for (let failures = 1; !this.abort.signal.aborted; failures++) {
      try {
        return await work();
      } catch (error) {
        const delay = backOff(this.dependencies.retryBackoffMs, failures);
        const started = Date.now();
        await onFailure(error, delay);
        await sleep(delay - (Date.now() - started), this.abort.signal);
      }
    }
    return undefined;
  }

  private wait(container: Container, reason: string, message: string) {
    if (!this.abort.signal.aborted) {
      this.update(container.name, {
        ready: false,
        state: { waiting: { reason, message } },
      });
    }
  }

  private status(container: string): ContainerStatus {
    const status = this.containers.get(container);
    if (!status) {
      throw new Error(`Pod ${this.name} has no container ${container}`);
    }
    return status;
  }

  private update(container: string, change: Partial<ContainerStatus>) {
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
      this.dependencies.events.record(this.pod, type, reason, message, fieldPath);
    }
  }

  /** As kubelet does, keeps the log of the run before this one only. */
  private async removeOldLogs(container: string, restartCount: number) {
    await fs.rm(
      logFile(this.dependencies.directory, container, restartCount - 2),
      { force: true },
    );
  }
}

/** Where the log of one run of a container is. */
export function logFile(
  podDirectory: string,
  container: string,
  restartCount: number,
): string {
  return path.join(podDirectory, 'logs', container, `${restartCount}.log`);
}

/** Kubernetes' times are whole seconds. */
function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
