import { randomUUID } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { Semaphore } from '../process/Semaphore';
import { BuiltinContainer, BuiltinImages } from './builtin';
import { ContainerLog } from './ContainerLog';
import {
  baseEnvironment,
  ContainerResult,
  runProcess,
} from './containerProcess';
import { makeContainerRoot } from './containerRoot';
import { expandVariables } from './environment';
import { ImageMap, MappedImage } from './ImageMap';
import { imageMatches } from './imageReference';
import { LogActivity } from './LogActivity';
import { Container } from './podSpec';
import { messageOf } from './text';
import { Mount, realPathOf } from './volumes';

/** What an image turned out to be on this machine. */
export type LocalImage =
  | { kind: 'builtin'; run: BuiltinContainer }
  | ({ kind: 'command' } & MappedImage);

/** One run of one container. */
export interface ContainerStart {
  container: Container;
  image: LocalImage;
  env: Record<string, string>;
  mounts: Mount[];
  /** The Pod's own directory. */
  podDir: string;
  logFile: string;
  signal: AbortSignal;
  graceMs(): number;
  /** Called when the container has started, with its id. */
  onStarted(containerID: string): void;
}

/** How containers run on this machine. */
export interface ContainerRunnerOptions {
  builtinImages: BuiltinImages;
  images: ImageMap;
  activity: LogActivity;
  /** How many processes may run at once; the others wait their turn. */
  maxProcesses: number;
  /** How long one run of a container may take. */
  stepTimeoutMs: number;
  /** Added to the environment of every process. */
  processEnvironment: Record<string, string>;
}

/** Runs containers: as processes of their own, or in this process where the image is built in. */
export class ContainerRunner {
  private readonly processes: Semaphore;

  constructor(private readonly options: ContainerRunnerOptions) {
    this.processes = new Semaphore(options.maxProcesses);
  }

  /** What an image is here; `undefined` when nothing stands for it. */
  async findImage(image: string): Promise<LocalImage | undefined> {
    for (const [key, run] of this.options.builtinImages) {
      if (imageMatches(key, image)) {
        return { kind: 'builtin', run };
      }
    }
    const mapped = await this.options.images.find(image);
    return mapped && { kind: 'command', ...mapped };
  }

  /** Resolves when the container has ended; never rejects for what the container does. */
  async run(start: ContainerStart): Promise<ContainerResult> {
    const { image } = start;
    return image.kind === 'builtin'
      ? this.withLog(start, log => this.runBuiltin(start, image, log))
      : this.processes.run(() =>
          start.signal.aborted
            ? Promise.resolve({ exitCode: 137, reason: 'Error' as const })
            : this.withLog(start, log => this.runCommand(start, image, log)),
        );
  }

  private async withLog(
    start: ContainerStart,
    work: (log: ContainerLog) => Promise<ContainerResult>,
  ): Promise<ContainerResult> {
    try {
      const log = await ContainerLog.create(
        start.logFile,
        this.options.activity,
      );
      try {
        return await work(log);
      } finally {
        await log.close();
      }
    } catch (error) {
      // For example a disk that is full: the Pod goes on as after any other container that cannot start.
      return {
        exitCode: 128,
        reason: 'StartError',
        message: messageOf(error),
      };
    }
  }

  private async runCommand(
    start: ContainerStart,
    image: MappedImage,
    log: ContainerLog,
  ): Promise<ContainerResult> {
    const { container, podDir, env } = start;
    const root = await makeContainerRoot(
      path.join(podDir, 'containers', container.name),
      start.mounts,
    );
    await fs.mkdir(path.join(podDir, 'tmp'), { recursive: true });
    const hasKratix = start.mounts.some(({ mountPath }) =>
      mountPath.startsWith('/kratix/'),
    );
    const expand = (word: string) => expandVariables(word, env);
    const id = randomUUID();
    start.onStarted(`process://${id}`);
    return runProcess({
      id,
      command: [
        ...(container.command?.length
          ? container.command.map(expand)
          : image.command),
        ...(container.args ?? []).map(expand),
      ],
      env: {
        ...baseEnvironment(podDir),
        ...(hasKratix && { KRATIX_ROOT: path.join(root, 'kratix') }),
        ...env,
        ...this.options.processEnvironment,
      },
      workingDir: image.workingDir ?? podDir,
      log,
      signal: start.signal,
      graceMs: start.graceMs,
      timeoutMs: this.options.stepTimeoutMs,
    });
  }

  private async runBuiltin(
    start: ContainerStart,
    image: Extract<LocalImage, { kind: 'builtin' }>,
    log: ContainerLog,
  ): Promise<ContainerResult> {
    const { container, env } = start;
    const expand = (word: string) => expandVariables(word, env);
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), this.options.stepTimeoutMs);
    start.onStarted(`builtin://${randomUUID()}`);
    try {
      const exitCode = await image.run({
        command: (container.command ?? []).map(expand),
        args: (container.args ?? []).map(expand),
        env,
        mounts: containerPath => realPathOf(start.mounts, containerPath),
        log: line => void log.writeLines(line.split('\n')),
        signal: AbortSignal.any([start.signal, timeout.signal]),
      });
      return { exitCode, reason: exitCode === 0 ? 'Completed' : 'Error' };
    } catch (error) {
      await log.writeLines([messageOf(error)]);
      return timeout.signal.aborted
        ? { exitCode: 137, reason: 'DeadlineExceeded' }
        : { exitCode: 1, reason: 'Error' };
    } finally {
      clearTimeout(timer);
    }
  }
}
