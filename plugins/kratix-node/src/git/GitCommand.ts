import { ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { ServiceUnavailableError } from '@backstage/errors';
import { errorCode } from '../describeError';
import { GitFailure } from './GitFailure';

/**
 * Credentials for http(s).
 *
 * @public
 */
export interface GitCredentials {
  /** Default: `x-access-token`, which hosts take with a token as the password. */
  username?: string;
  /** Password or token. */
  password: string;
}

export interface GitCommandOptions {
  /** Existing directory to run in; must not lie in a repository of its own. */
  directory: string;
  /** The remote `origin`. */
  url: string;
  /** Program to run. Default: `git`. */
  binary?: string;
  /** Longest time that one command may take, or pause while its output is read. Default: 120 000. */
  timeoutMs?: number;
}

/** How one command is run. */
export interface GitRunOptions {
  input?: string;
  /** Whether more input comes while it runs. */
  isInteractive?: boolean;
  /** The repository. */
  gitDir?: string;
  /**
   * Missing objects are known to be at the remote. Without it they are reported as missing, and not
   * fetched one by one.
   */
  partial?: boolean;
  /** Git configuration. */
  settings?: Record<string, string>;
}

/** Of the environment of this process, git gets these only. */
const INHERITED = [
  'PATH',
  'TMPDIR',
  'SYSTEMROOT',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'ALL_PROXY',
  'http_proxy',
  'https_proxy',
  'no_proxy',
  'all_proxy',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'SSH_AUTH_SOCK',
];

const MAX_OUTPUT = 256 * 1024 * 1024;
const MAX_STDERR = 64 * 1024;

/**
 * Runs the system's git on one mirror: without hooks, prompts, the configuration of user or system,
 * and with the transports http, https, ssh and file only. Credentials and settings travel through the
 * environment, where other users of the machine do not see them.
 */
export class GitCommand {
  private readonly options: GitCommandOptions;
  private credentials?: GitCredentials;
  private sshCommand = 'ssh -o BatchMode=yes -o StrictHostKeyChecking=yes';

  constructor(options: GitCommandOptions) {
    this.options = options;
  }

  /** Sets what the next commands show to an http(s) remote, and how they reach one over ssh. */
  authenticate(credentials: GitCredentials | undefined, sshCommand?: string) {
    this.credentials = credentials;
    this.sshCommand = sshCommand ?? this.sshCommand;
  }

  /**
   * @returns what the command wrote
   * @throws GitFailure where it fails; ServiceUnavailableError where git is missing.
   */
  async run(args: string[], options: GitRunOptions = {}): Promise<Buffer> {
    const { output, done } = this.start(args, options);
    const chunks: Buffer[] = [];
    let size = 0;
    try {
      for await (const chunk of output) {
        size += chunk.length;
        if (size > MAX_OUTPUT) {
          throw new GitFailure(args[0], 'it wrote too much');
        }
        chunks.push(chunk);
      }
    } finally {
      output.destroy();
    }
    await done;
    return Buffer.concat(chunks);
  }

  /**
   * Starts a command whose output is read while it runs.
   *
   * @returns `done` rejects as {@link GitCommand.run} does; `stop` ends it early, which is no failure;
   * `extend` gives it its whole time anew.
   */
  start(
    args: string[],
    options: GitRunOptions = {},
  ): {
    input: Writable;
    output: Readable;
    done: Promise<void>;
    stop(): void;
    extend(): void;
  } {
    const { directory, binary = 'git', timeoutMs = 120_000 } = this.options;
    const child = spawn(binary, args, {
      cwd: directory,
      env: this.environment(options),
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const timer = setTimeout(() => child.kill('SIGKILL'), timeoutMs);
    let stopped = false;
    const done = this.outcome(child, args[0], () => stopped).finally(() =>
      clearTimeout(timer),
    );
    // Whoever reads the output awaits it as well; until then nobody listens.
    done.catch(() => {});
    // A command that fails early closes its input, which is told by its exit code.
    child.stdin.on('error', () => {});
    if (!options.isInteractive) {
      child.stdin.end(options.input ?? '');
    }
    return {
      input: child.stdin,
      output: child.stdout,
      done,
      extend: () => {
        timer.refresh();
      },
      stop: () => {
        stopped = true;
        child.kill('SIGKILL');
      },
    };
  }

  private outcome(
    child: ChildProcess,
    command: string,
    isStopped: () => boolean,
  ): Promise<void> {
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', text => {
      errors = (errors + text).slice(-MAX_STDERR);
    });
    return new Promise((resolve, reject) => {
      child.on('error', error => {
        // A missing working directory is told in the same way.
        reject(
          errorCode(error) === 'ENOENT' && existsSync(this.options.directory)
            ? new ServiceUnavailableError(
                `The program ${
                  this.options.binary ?? 'git'
                } was not found. Install git where Backstage runs (its stock container image has none), and see that it is on the PATH.`,
              )
            : new ServiceUnavailableError(
                `git cannot be run in ${this.options.directory}`,
                error,
              ),
        );
      });
      child.on('close', (code, signal) => {
        if (code === 0 || isStopped()) {
          resolve();
        } else {
          const reason = signal ? `it was ended (${signal})` : '';
          reject(
            new GitFailure(command, this.redact(errors) || reason, code ?? -1),
          );
        }
      });
    });
  }

  private environment(options: GitRunOptions) {
    const environment: Record<string, string> = {
      LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_ATTR_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_ASKPASS: '',
      SSH_ASKPASS: '',
      GIT_ALLOW_PROTOCOL: 'http:https:ssh:file',
      GIT_LITERAL_PATHSPECS: '1',
      GIT_CEILING_DIRECTORIES: dirname(this.options.directory),
      GIT_SSH_COMMAND: this.sshCommand,
      GIT_SSH_VARIANT: 'ssh',
      ...(options.gitDir && { GIT_DIR: options.gitDir }),
    };
    for (const name of INHERITED) {
      const value = process.env[name];
      if (value !== undefined) {
        environment[name] = value;
      }
    }
    const settings = Object.entries({
      ...this.settings(options.partial ?? false),
      ...options.settings,
    });
    environment.GIT_CONFIG_COUNT = String(settings.length);
    settings.forEach(([key, value], index) => {
      environment[`GIT_CONFIG_KEY_${index}`] = key;
      environment[`GIT_CONFIG_VALUE_${index}`] = value;
    });
    return environment;
  }

  private settings(partial: boolean): Record<string, string> {
    const { credentials } = this;
    return {
      'core.hooksPath': '/dev/null',
      'core.fsmonitor': 'false',
      'credential.helper': '',
      'protocol.version': '2',
      // The mirror asks for it now and then; after each fetch it would take longer than the fetch.
      'maintenance.auto': 'false',
      'gc.autoDetach': 'false',
      'gc.autoPackLimit': '50',
      'http.lowSpeedLimit': '100',
      'http.lowSpeedTime': '30',
      // A redirect would carry the credentials elsewhere.
      'http.followRedirects': credentials ? 'false' : 'initial',
      'remote.origin.url': this.options.url,
      ...(partial && {
        'remote.origin.promisor': 'true',
        'remote.origin.partialclonefilter': 'blob:none',
      }),
      ...(credentials && {
        'http.extraHeader': `Authorization: ${basicAuthorization(credentials)}`,
      }),
    };
  }

  private redact(text: string): string {
    return secretsOf(this.credentials)
      .reduce((result, secret) => result.replaceAll(secret, '[redacted]'), text)
      .trim();
  }
}

/** The value of an Authorization header. */
export function basicAuthorization({
  username = 'x-access-token',
  password,
}: GitCredentials): string {
  const encoded = Buffer.from(`${username}:${password}`).toString('base64');
  return `Basic ${encoded}`;
}

function secretsOf(credentials: GitCredentials | undefined): string[] {
  return credentials?.password
    ? [
        credentials.password,
        encodeURIComponent(credentials.password),
        basicAuthorization(credentials).slice('Basic '.length),
      ]
    : [];
}
