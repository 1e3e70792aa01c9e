import os from 'node:os';
import path from 'node:path';
import { KubeClient, KubeObject } from '../kube';
import { BuiltinImages } from './builtin';
import { ContainerRunner } from './ContainerRunner';
import { EventRecorder } from './EventRecorder';
import { ImageMap } from './ImageMap';
import { JobController } from './JobController';
import { LogActivity } from './LogActivity';
import { PodAgent } from './PodAgent';
import { logFile } from './logFile';
import { readPodStatus } from './podStatus';
import { LogReadOptions, readLog } from './readLog';

/** How pipelines are run. */
export interface PipelineRuntimeOptions {
  client: KubeClient;
  /** Where Pods have their files; one directory each. */
  directory: string;
  images: ImageMap;
  builtinImages: BuiltinImages;
  /** The first delay before something that failed is tried again; it doubles each time, up to 5 minutes. */
  retryBackoffMs: number;
  /** How long one run of a container may take. */
  stepTimeoutMs: number;
  /** Added to the environment of every process. */
  processEnvironment: Record<string, string>;
  onError(message: string): void;
}

/** Runs Jobs and Pods with processes of this machine in place of containers. */
export class PipelineRuntime {
  private readonly activity = new LogActivity();
  private readonly agent: PodAgent;
  private readonly jobs: JobController;
  private readonly recorders: EventRecorder[];

  constructor(options: PipelineRuntimeOptions) {
    const { client, retryBackoffMs, onError } = options;
    this.recorders = ['kubelet', 'job-controller'].map(
      component =>
        new EventRecorder(client, component, error =>
          onError(`An event could not be written: ${error}`),
        ),
    );
    const [kubelet, jobController] = this.recorders;
    this.agent = new PodAgent({
      client,
      events: kubelet,
      retryBackoffMs,
      onError,
      directory: path.resolve(options.directory),
      containers: new ContainerRunner({
        builtinImages: options.builtinImages,
        images: options.images,
        activity: this.activity,
        maxProcesses: Math.max(8, 4 * os.availableParallelism()),
        stepTimeoutMs: options.stepTimeoutMs,
        processEnvironment: options.processEnvironment,
      }),
    });
    this.jobs = new JobController({
      client,
      events: jobController,
      retryBackoffMs,
      onError,
    });
  }

  async start(): Promise<void> {
    await this.agent.start();
    await this.jobs.start();
  }

  /** Ends every process. What was running starts again when the runtime does. */
  async stop(): Promise<void> {
    await this.jobs.stop();
    await this.agent.stop();
    await Promise.all(this.recorders.map(recorder => recorder.idle()));
  }

  /**
   * The log of a container as text.
   *
   * @param options.previous - of the run before the last one
   */
  readLog(
    pod: KubeObject,
    container: string,
    options: LogReadOptions & { previous?: boolean },
  ): AsyncIterable<string> {
    const status = readPodStatus(pod);
    const restarts =
      [
        ...(status?.initContainerStatuses ?? []),
        ...(status?.containerStatuses ?? []),
      ].find(({ name }) => name === container)?.restartCount ?? 0;
    const file = logFile(
      this.agent.directoryOf(pod.metadata.uid ?? ''),
      container,
      options.previous ? restarts - 1 : restarts,
    );
    return readLog(file, this.activity, options);
  }
}
