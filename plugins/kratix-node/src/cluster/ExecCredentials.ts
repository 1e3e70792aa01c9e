import { execFile } from 'node:child_process';
import { z } from 'zod';
import { errorCode } from '../describeError';
import { ClusterError } from './ClusterError';

const TIMEOUT_MS = 60_000;
const MAX_OUTPUT = 1024 * 1024;
/** Credentials that end while a request is under way are of no use. */
const EARLY_MS = 10_000;

/** `exec` of a kubeconfig's user. */
export const execSchema = z.object({
  apiVersion: z.string().default('client.authentication.k8s.io/v1'),
  command: z.string().min(1),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: z.string().nullish(),
  interactiveMode: z.string().nullish(),
  provideClusterInfo: z.boolean().nullish(),
});

/** How to get credentials from a program. */
export type ExecSettings = z.output<typeof execSchema>;

/** What the program is told about the cluster, if it wants that. */
export interface ExecCluster {
  server: string;
  'tls-server-name'?: string;
  'insecure-skip-tls-verify'?: boolean;
  'certificate-authority-data'?: string;
  'proxy-url'?: string;
}

const text = z.string().min(1).nullish();

const credentialSchema = z.object({
  status: z
    .object({
      token: text,
      clientCertificateData: text,
      clientKeyData: text,
      expirationTimestamp: text,
    })
    .refine(({ token, clientCertificateData: cert, clientKeyData: key }) =>
      Boolean(token || (cert && key)),
    ),
});

/** What a program gave: a token, or certificate and key in PEM. */
export interface ExecCredential {
  token?: string;
  cert?: string;
  key?: string;
}

/**
 * Credentials from a program, as the exec credential plugins of client-go: kept until they expire, or
 * for good where they carry no time. However many ask at once, the program runs once; it gets no
 * input, a minute, and what it prints is shown to nobody.
 */
export class ExecCredentials {
  private readonly user: string;
  private readonly settings: ExecSettings;
  private readonly cluster: ExecCluster;
  private kept?: { credential: ExecCredential; until: number };
  private running?: Promise<ExecCredential>;

  constructor(user: string, settings: ExecSettings, cluster: ExecCluster) {
    this.user = user;
    this.settings = settings;
    this.cluster = cluster;
  }

  /** @throws ClusterError (unavailable) where the program gives none */
  async get(): Promise<ExecCredential> {
    if (this.kept && this.kept.until > Date.now()) {
      return this.kept.credential;
    }
    this.running ??= this.run().finally(() => {
      this.running = undefined;
    });
    return this.running;
  }

  /** Forgets what is kept, if that is what was refused. */
  forget(isRefused: (credential: ExecCredential) => boolean) {
    if (this.kept && isRefused(this.kept.credential)) {
      this.kept = undefined;
    }
  }

  private async run(): Promise<ExecCredential> {
    if (this.settings.interactiveMode === 'Always') {
      throw this.failure('wants to ask somebody, and nobody is there');
    }
    const output = await this.execute();
    const { status } = this.parse(output);
    const expiry = Date.parse(status.expirationTimestamp ?? '');
    const credential: ExecCredential = {
      token: status.token ?? undefined,
      cert: status.clientCertificateData ?? undefined,
      key: status.clientKeyData ?? undefined,
    };
    this.kept = {
      credential,
      until: Number.isNaN(expiry) ? Infinity : expiry - EARLY_MS,
    };
    return credential;
  }

  private execute(): Promise<string> {
    const { command, args, env, apiVersion, installHint } = this.settings;
    const info = {
      kind: 'ExecCredential',
      apiVersion,
      spec: {
        interactive: false,
        ...(this.settings.provideClusterInfo && { cluster: this.cluster }),
      },
    };
    const options = {
      env: {
        ...process.env,
        ...Object.fromEntries((env ?? []).map(each => [each.name, each.value])),
        KUBERNETES_EXEC_INFO: JSON.stringify(info),
      },
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_OUTPUT,
    } as const;
    return new Promise((resolve, reject) => {
      const child = execFile(command, args ?? [], options, (error, stdout) => {
        if (!error) {
          resolve(stdout);
        } else if (errorCode(error) === 'ENOENT') {
          const hint = installHint ? ` ${installHint.trim()}` : '';
          reject(this.failure(`is not installed.${hint}`));
        } else if (error.killed) {
          reject(this.failure('gave no answer within a minute'));
        } else {
          reject(this.failure(`ended with ${error.code ?? error.signal}`));
        }
      });
      child.stdin?.on('error', () => {});
      child.stdin?.end();
    });
  }

  private parse(output: string): z.output<typeof credentialSchema> {
    let value: unknown;
    try {
      value = JSON.parse(output);
    } catch {
      value = undefined;
    }
    const parsed = credentialSchema.safeParse(value);
    if (!parsed.success) {
      throw this.failure('printed no ExecCredential with credentials');
    }
    return parsed.data;
  }

  /** What the program printed may be a secret: it is told that it failed, not what it said. */
  private failure(what: string): ClusterError {
    return new ClusterError(
      'unavailable',
      `The credential plugin ${this.settings.command} of user ${this.user} failed: it ${what}. Run it by hand as the user that Backstage runs as to see why.`,
    );
  }
}
