import { promises as fs } from 'node:fs';
import path from 'node:path';
import { KubeObject } from '../kube';
import { removeTree } from './containerRoot';
import { PodRunner, PodRunnerDependencies } from './PodRunner';
import { PodSpec, readPodSpec } from './podSpec';
import { isTerminal } from './podStatus';
import { PODS } from './resourceTypes';

/**
 * Runs every Pod of the API server, as kubelet does on a node: starts those that are new or were lost,
 * ends those that are deleted, and removes the files of those that are gone.
 */
export class PodAgent {
  private readonly runners = new Map<string, PodRunner>();
  private unwatch?: () => void;
  private stopping = false;

  constructor(
    private readonly options: Omit<PodRunnerDependencies, 'directory'> & {
      /** One directory per Pod, named by its uid. */
      directory: string;
    },
  ) {}

  /** The directory of a Pod's files. */
  directoryOf(uid: string): string {
    return path.join(this.options.directory, uid);
  }

  async start(): Promise<void> {
    await fs.mkdir(this.options.directory, { recursive: true, mode: 0o700 });
    await this.removeStrayDirectories();
    this.unwatch = this.options.client.watch(PODS, {}, event => {
      if (event.type === 'DELETED') {
        void this.remove(event.object);
      } else {
        this.observe(event.object);
      }
    });
  }

  /** Ends every process; the Pods go on at the next start. */
  async stop(): Promise<void> {
    this.stopping = true;
    this.unwatch?.();
    await Promise.all(
      [...this.runners.values()].map(runner => runner.stop('shutdown')),
    );
  }

  private observe(pod: KubeObject) {
    const { uid = '', deletionTimestamp } = pod.metadata;
    const runner = this.runners.get(uid);
    if (runner) {
      if (deletionTimestamp) {
        void runner.stop('deleted');
      }
      return;
    }
    if (this.stopping || isTerminal(pod)) {
      return;
    }
    const spec = this.readSpec(pod);
    if (!spec) {
      return;
    }
    const started = new PodRunner(pod, spec, {
      ...this.options,
      directory: this.directoryOf(uid),
    });
    this.runners.set(uid, started);
    if (deletionTimestamp) {
      void started.stop('deleted');
    }
    void started.run();
  }

  private readSpec(pod: KubeObject): PodSpec | undefined {
    try {
      return readPodSpec(pod.spec);
    } catch (error) {
      const { name, namespace } = pod.metadata;
      const message = `The local platform cannot run this Pod: ${error}`;
      this.options.client
        .mergePatch(
          PODS,
          name,
          namespace,
          { status: { phase: 'Failed', reason: 'InvalidSpec', message } },
          'status',
        )
        .catch(cause =>
          this.options.onError(`Pod ${namespace}/${name}: ${cause}`),
        );
      return undefined;
    }
  }

  private async remove(pod: KubeObject): Promise<void> {
    const { uid = '' } = pod.metadata;
    await this.runners.get(uid)?.stop('deleted');
    this.runners.delete(uid);
    await removeTree(this.directoryOf(uid)).catch(error =>
      this.options.onError(`The files of Pod ${uid} stay: ${error}`),
    );
  }

  private async removeStrayDirectories(): Promise<void> {
    const pods = await this.options.client.list(PODS);
    const known = new Set(pods.map(({ metadata }) => metadata.uid));
    for (const uid of await fs.readdir(this.options.directory)) {
      if (!known.has(uid)) {
        await removeTree(this.directoryOf(uid));
      }
    }
  }
}
