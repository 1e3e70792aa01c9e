import { promises as fs } from 'node:fs';
import path from 'node:path';
import { KubeClient, KubeObject } from '../kube';
import { sleep } from '../process/sleep';
import { backOff, formatDelay } from './backOff';
import { ContainerResult } from './containerProcess';
import { ContainerRunner, LocalImage } from './ContainerRunner';
import { resolveEnvironment } from './environment';
import { logFile } from './logFile';
import { podSources } from './podSources';
import { Container, PodSpec } from './podSpec';
import { ContainerStatus } from './podStatus';
import { retry } from './retry';
import { messageOf, now } from './text';
import { mountsOf } from './volumes';

/** The Pod that a container belongs to, as its supervisor sees it. */
export interface SupervisedPod {
  object: KubeObject;
  spec: PodSpec;
  client: KubeClient;
  containers: ContainerRunner;
  /** Where the Pod's files are. */
  directory: string;
  retryBackoffMs: number;
  /** Aborted when the Pod is to end. */
  signal: AbortSignal;
  /** How long its processes then get. */
  graceMs(): number;
  status(container: string): ContainerStatus;
  /** Changes what the Pod's status says of a container. */
  update(container: string, change: Partial<ContainerStatus>): void;
  event(
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
    fieldPath: string,
  ): void;
}

/** Sees one container of a Pod through: its image, its environment, its runs and the waits between them. */
export class ContainerSupervisor {
  private readonly fieldPath: string;

  constructor(
    private readonly pod: SupervisedPod,
    private readonly container: Container,
    private readonly list: 'initContainers' | 'containers',
  ) {
    this.fieldPath = `spec.${list}{${container.name}}`;
  }

  /** @returns whether the container ended with success; only one that is not started again can fail. */
  async run(): Promise<boolean> {
    const { signal, spec } = this.pod;
    for (let failures = 0; !signal.aborted; ) {
      const result = await this.runOnce();
      if (!result) {
        break;
      }
      const succeeded = result.exitCode === 0;
      const isDone =
        succeeded &&
        (this.list === 'initContainers' || spec.restartPolicy !== 'Always');
      if (isDone || spec.restartPolicy === 'Never') {
        return succeeded;
      }
      failures = succeeded ? 1 : failures + 1;
      await this.waitToRestart(failures);
    }
    return false;
  }

  /** As kubelet does it: the first restart comes at once, the next ones after longer and longer waits. */
  private async waitToRestart(failures: number): Promise<void> {
    const { pod, container } = this;
    const { state, restartCount } = pod.status(container.name);
    const lastState = { terminated: state.terminated };
    if (failures > 1) {
      const delay = backOff(pod.retryBackoffMs, failures - 1);
      const { name, namespace, uid } = pod.object.metadata;
      const podName = `${name}_${namespace}(${uid})`;
      pod.update(container.name, {
        ready: false,
        lastState,
        state: {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: `back-off ${formatDelay(
              delay,
            )} restarting failed container=${container.name} pod=${podName}`,
          },
        },
      });
      this.event(
        'Warning',
        'BackOff',
        `Back-off restarting failed container ${container.name} in pod ${podName}`,
      );
      await sleep(delay, pod.signal);
    }
    if (!pod.signal.aborted) {
      pod.update(container.name, {
        lastState,
        restartCount: restartCount + 1,
      });
    }
  }

  /** One run from the pull of the image to the end; `undefined` when the Pod was stopped before it began. */
  private async runOnce(): Promise<ContainerResult | undefined> {
    const { pod, container, list } = this;
    const { name } = container;
    const image = await this.pull();
    const prepared = image && (await this.prepare());
    if (!prepared) {
      return undefined;
    }
    this.event('Normal', 'Created', `Created container: ${name}`);
    const { restartCount } = pod.status(name);
    // As kubelet does, only the log of the run before this one is kept.
    await fs.rm(logFile(pod.directory, name, restartCount - 2), {
      force: true,
    });
    let startedAt = now();
    let containerID: string | undefined;
    const result = await pod.containers.run({
      ...prepared,
      container,
      image,
      podDir: pod.directory,
      logFile: logFile(pod.directory, name, restartCount),
      signal: pod.signal,
      graceMs: pod.graceMs,
      onStarted: id => {
        startedAt = now();
        containerID = id;
        pod.update(name, {
          containerID,
          imageID: container.image,
          ready: list === 'containers',
          started: true,
          state: { running: { startedAt } },
        });
        this.event('Normal', 'Started', `Started container ${name}`);
      },
    });
    if (result.reason === 'StartError') {
      this.event('Warning', 'Failed', `Error: ${result.message}`);
    }
    pod.update(name, {
      ready: result.exitCode === 0 && list === 'initContainers',
      started: false,
      state: {
        terminated: { ...result, startedAt, finishedAt: now(), containerID },
      },
    });
    return result;
  }

  private prepare() {
    const { pod, container } = this;
    return retry(
      async () => ({
        env: await resolveEnvironment(
          container,
          podSources(pod.client, pod.object).environment,
        ),
        mounts: mountsOf(container, path.join(pod.directory, 'volumes')),
      }),
      {
        baseMs: pod.retryBackoffMs,
        signal: pod.signal,
        onFailure: error => {
          this.wait('CreateContainerConfigError', messageOf(error));
          this.event('Warning', 'Failed', `Error: ${messageOf(error)}`);
        },
      },
    );
  }

  private async pull(): Promise<LocalImage | undefined> {
    const { pod } = this;
    const { image } = this.container;
    const found = await retry(() => this.findImage(), {
      baseMs: pod.retryBackoffMs,
      signal: pod.signal,
      onFailure: async (error, delay) => {
        const message = `Failed to pull image "${image}": ${messageOf(error)}`;
        this.event('Warning', 'Failed', message);
        this.event('Warning', 'Failed', 'Error: ErrImagePull');
        this.wait('ErrImagePull', message);
        await sleep(Math.min(1_000, delay / 2), pod.signal);
        const backingOff = `Back-off pulling image "${image}"`;
        this.event('Normal', 'BackOff', backingOff);
        this.event('Warning', 'Failed', 'Error: ImagePullBackOff');
        this.wait(
          'ImagePullBackOff',
          `${backingOff}: ErrImagePull: ${message}`,
        );
      },
    });
    if (found) {
      this.event(
        'Normal',
        'Pulled',
        `Container image "${image}" already present on machine`,
      );
    }
    return found;
  }

  private async findImage(): Promise<LocalImage> {
    const { image } = this.container;
    const found = await this.pod.containers.findImage(image);
    if (!found) {
      throw new Error(
        `the local platform runs images as local commands, and none is mapped to "${image}". Map it in an images.yaml beside the promise.yaml, or in a file given with --images: images: { "${image}": { command: [node, pipeline.js] } }`,
      );
    }
    return found;
  }

  private wait(reason: string, message: string) {
    if (!this.pod.signal.aborted) {
      this.pod.update(this.container.name, {
        ready: false,
        state: { waiting: { reason, message } },
      });
    }
  }

  private event(type: 'Normal' | 'Warning', reason: string, message: string) {
    this.pod.event(type, reason, message, this.fieldPath);
  }
}
