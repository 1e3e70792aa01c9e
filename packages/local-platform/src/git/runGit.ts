import { spawn } from 'node:child_process';
import { endGroup } from '../process/processGroup';

const TIMEOUT_MS = 120_000;
const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;
const MAX_ERROR_BYTES = 16 * 1024;

/** How a git command is run. */
export interface RunGitOptions {
  cwd?: string;
  input?: Iterable<Uint8Array | string>;
  /** Git settings for this process, secret ones included. */
  settings?: Record<string, string>;
  /** Added to the environment. */
  env?: Record<string, string>;
  timeoutMs?: number;
}

/** What a git command answered. */
export interface GitResult {
  exitCode: number;
  stdout: Buffer;
  stderr: string;
}

/** A git command that failed; holds the first words of the command, never its environment. */
export class GitError extends Error {
  constructor(
    command: string,
    readonly exitCode: number,
    readonly stderr: string,
    options?: { cause?: unknown },
  ) {
    super(
      `git ${command} failed with exit code ${exitCode}: ${
        stderr.trim() || 'no message'
      }`,
      options,
    );
    this.name = 'GitError';
  }
}

/** The settings of every git process: no hooks, no helpers, no redirects to other hosts. */
const SETTINGS: Record<string, string> = {
  'core.hooksPath': '/dev/null',
  'credential.helper': '',
  'http.followRedirects': 'false',
  'gc.autoDetach': 'false',
  'maintenance.autoDetach': 'false',
  'safe.directory': '*',
};

/**
 * The whole environment of a git process: no prompts, no system or user configuration, and no protocol
 * that reads the filesystem or runs a program. Settings travel here and not on the command line, where
 * other users of the machine could read them.
 */
export function gitEnvironment(
  settings: Record<string, string> = {},
  extra: Record<string, string> = {},
): Record<string, string> {
  const environment: Record<string, string> = {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LC_ALL: 'C',
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_ATTR_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: 'true',
    GIT_LITERAL_PATHSPECS: '1',
    GIT_ALLOW_PROTOCOL: 'http:https:ssh',
    ...extra,
  };
  const entries = Object.entries({ ...SETTINGS, ...settings });
  environment.GIT_CONFIG_COUNT = String(entries.length);
  entries.forEach(([key, value], index) => {
    environment[`GIT_CONFIG_KEY_${index}`] = key;
    environment[`GIT_CONFIG_VALUE_${index}`] = value;
  });
  return environment;
}

/**
 * Runs the system's git in a process group of its own and resolves when it has ended, however it did.
 *
 * @throws Error when git is not installed, takes too long or answers too much.
 */
export async function runGit(
  args: string[],
  options: RunGitOptions = {},
): Promise<GitResult> {
  // Made before git is started: git would wait for ever for the rest of an input that cannot be made.
  const input = [...(options.input ?? [])];
  const child = spawn('git', args, {
    cwd: options.cwd,
    env: gitEnvironment(options.settings, options.env),
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
  });
  const stdout: Buffer[] = [];
  let stdoutBytes = 0;
  let stderr = '';
  let stopped: string | undefined;
  const stop = (reason: string) => {
    stopped ??= reason;
    void endGroup(child, 1_000);
  };
  child.stdout.on('data', (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (stdoutBytes > MAX_OUTPUT_BYTES) {
      stop(`it answered more than ${MAX_OUTPUT_BYTES} bytes`);
    } else {
      stdout.push(chunk);
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-MAX_ERROR_BYTES);
  });
  // git may end without reading all of its input (EPIPE); its exit code tells why.
  child.stdin.on('error', () => {});
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const timer = setTimeout(
    () => stop(`it took longer than ${timeoutMs / 1000} s`),
    timeoutMs,
  );
  try {
    const exitCode = await new Promise<number>((resolve, reject) => {
      child.once('error', cause =>
        reject(
          new Error(
            `git could not be started: ${cause.message}. Install git and make sure that it is on the PATH.`,
            { cause },
          ),
        ),
      );
      child.once('close', code => resolve(code ?? 255));
      for (const part of input) {
        child.stdin.write(part);
      }
      child.stdin.end();
    });
    if (stopped) {
      throw new Error(`git ${args[0]} was stopped: ${stopped}`);
    }
    return { exitCode, stdout: Buffer.concat(stdout), stderr };
  } finally {
    clearTimeout(timer);
  }
}

/** Runs git and resolves to what it printed. @throws GitError when its exit code is not 0. */
export async function git(
  args: string[],
  options: RunGitOptions = {},
): Promise<string> {
  const result = await runGit(args, options);
  if (result.exitCode !== 0) {
    throw new GitError(args[0], result.exitCode, result.stderr);
  }
  return result.stdout.toString('utf8');
}
