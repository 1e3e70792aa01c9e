import { ChildProcess, spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { endMarkedProcesses } from '../process/orphans';
import { endGroup } from '../process/processGroup';
import { ContainerLog } from './ContainerLog';

/** The environment variable by which every process of a container is known, whatever group it is in. */
const CONTAINER_VARIABLE = 'KRATIX_LOCAL_PLATFORM_CONTAINER';

/** How a container's run ended, as kubelet reports it. */
export interface ContainerResult {
  exitCode: number;
  reason:
    | 'Completed'
    | 'Error'
    | 'OOMKilled'
    | 'DeadlineExceeded'
    | 'StartError';
  message?: string;
}

/** What a container runs as a process. */
export interface ProcessStart {
  /** Unique to this run. */
  id: string;
  command: string[];
  env: Record<string, string>;
  workingDir: string;
  log: ContainerLog;
  /** Ends the process when aborted. */
  signal: AbortSignal;
  /** How long it gets to end by itself. */
  graceMs(): number;
  timeoutMs: number;
}

/**
 * Runs a command until it and everything that it started has ended. As in a container, what is left
 * over when the command ends is killed.
 */
export async function runProcess(
  start: ProcessStart,
): Promise<ContainerResult> {
  const killsBefore = await outOfMemoryKills();
  const [program, ...args] = start.command;
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      cwd: start.workingDir,
      env: { ...start.env, [CONTAINER_VARIABLE]: start.id },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
  } catch (error) {
    return startError(start, error);
  }
  let timedOut = false;
  const end = () => void endGroup(child, start.graceMs());
  const timer = setTimeout(() => {
    timedOut = true;
    end();
  }, start.timeoutMs);
  start.signal.addEventListener('abort', end);
  if (start.signal.aborted) {
    end();
  }
  const output = Promise.all(
    [child.stdout, child.stderr].map(async stream => {
      if (stream) {
        await start.log.takeFrom(stream).catch(() => {});
      }
    }),
  );
  const closeOutput = () => {
    child.stdout?.destroy();
    child.stderr?.destroy();
  };
  try {
    const exit = await new Promise<{
      code: number | null;
      signal: NodeJS.Signals | null;
    }>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve({ code, signal }));
    });
    await endGroup(child, 0);
    await endMarkedProcesses(CONTAINER_VARIABLE, start.id);
    // A process that got away with the pipe must not keep the Pod from ending.
    const closing = setTimeout(closeOutput, 2_000);
    await output;
    clearTimeout(closing);
    if (timedOut) {
      return {
        exitCode: 137,
        reason: 'DeadlineExceeded',
        message: `The step ran longer than ${
          start.timeoutMs / 1000
        } s and was killed.`,
      };
    }
    if (exit.signal) {
      const number = constants.signals[exit.signal];
      const outOfMemory =
        exit.signal === 'SIGKILL' && (await outOfMemoryKills()) > killsBefore;
      return {
        exitCode: 128 + number,
        reason: outOfMemory ? 'OOMKilled' : 'Error',
      };
    }
    return exit.code === 0
      ? { exitCode: 0, reason: 'Completed' }
      : { exitCode: exit.code ?? 1, reason: 'Error' };
  } catch (error) {
    closeOutput();
    return startError(start, error);
  } finally {
    clearTimeout(timer);
    start.signal.removeEventListener('abort', end);
  }
}

/** The environment that a process has before the container's own: nothing of the platform's, nothing of the user's. */
export function baseEnvironment(directory: string): Record<string, string> {
  return {
    // The platform's own Node goes first: it may be a project-local one.
    PATH: [
      path.dirname(process.execPath),
      process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    ].join(path.delimiter),
    HOME: directory,
    LANG: 'C.UTF-8',
    TMPDIR: path.join(directory, 'tmp'),
  };
}

function startError(start: ProcessStart, cause: unknown): ContainerResult {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return {
    exitCode: 128,
    reason: 'StartError',
    message: `The command "${start.command[0]}" could not be started in ${start.workingDir}: ${reason}`,
  };
}

/** How many processes the kernel killed for lack of memory so far; always 0 where it does not say. */
async function outOfMemoryKills(): Promise<number> {
  const counters = await fs.readFile('/proc/vmstat', 'utf8').catch(() => '');
  return Number(/^oom_kill (\d+)$/m.exec(counters)?.[1] ?? 0);
}
