import { readFile } from 'node:fs/promises';
import { Agent } from 'node:http';
import { RequestOptions } from 'node:https';
import { dirname, resolve } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { errorCode } from '../describeError';
import { ClusterAccess, ClusterConnection } from './ClusterAccess';
import { ClusterError } from './ClusterError';

/** The ways to reach a cluster. */
export type AccessSettings =
  | { type: 'kubeconfig'; path: string; context?: string }
  | { type: 'inCluster' }
  | {
      type: 'url';
      url: string;
      caData?: string;
      token?: string;
      skipTLSVerify: boolean;
    };

/** Access through the credentials that `@kubernetes/client-node` understands. */
export class KubeConfigAccess implements ClusterAccess {
  private readonly settings: AccessSettings;
  private loaded?: { source: string; config: KubeConfig };
  private agent?: { fingerprint: string; agent: Agent };

  constructor(settings: AccessSettings) {
    this.settings = settings;
  }

  async connect(): Promise<ClusterConnection> {
    const config = await this.load();
    const cluster = config.getCurrentCluster();
    const options: RequestOptions = {};
    try {
      await config.applyToHTTPSOptions(options);
    } catch (error) {
      throw credentialError(error, config);
    }
    const headers: Record<string, string> = {};
    for (const [name, value] of Object.entries(options.headers ?? {})) {
      if (value !== undefined) {
        headers[name] = String(value).trim();
      }
    }
    if (options.auth) {
      headers.Authorization = `Basic ${Buffer.from(options.auth).toString(
        'base64',
      )}`;
    }
    return {
      server: cluster?.server ?? '',
      headers,
      agent: this.reuseAgent(options, cluster?.proxyUrl),
    };
  }

  renew() {
    this.loaded = undefined;
  }

  private async load(): Promise<KubeConfig> {
    const { settings } = this;
    const source =
      settings.type === 'kubeconfig' ? await readText(settings.path) : '';
    if (this.loaded?.source !== source) {
      this.loaded = { source, config: loadConfig(settings, source) };
    }
    return this.loaded.config;
  }

  /** A new agent for each request would do a whole TLS handshake each time. */
  private reuseAgent(options: RequestOptions, proxy?: string): Agent {
    const { ca, cert, key, servername, rejectUnauthorized } = options;
    const fingerprint = JSON.stringify(
      [proxy, ca, cert, key, servername, rejectUnauthorized].map(part =>
        Buffer.isBuffer(part) ? part.toString('base64') : part,
      ),
    );
    if (this.agent?.fingerprint !== fingerprint) {
      if (!(options.agent instanceof Agent)) {
        throw new ClusterError('unavailable', 'No way to reach the cluster.');
      }
      this.agent = { fingerprint, agent: options.agent };
    }
    return this.agent.agent;
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(resolve(path), 'utf8');
  } catch (error) {
    const code = errorCode(error);
    throw new ClusterError(
      'unavailable',
      code === 'ENOENT'
        ? `The kubeconfig file ${resolve(
            path,
          )} does not exist; it is read as soon as it appears.`
        : `The kubeconfig file ${resolve(path)} cannot be read: ${
            code ?? 'unknown error'
          }.`,
    );
  }
}

function loadConfig(settings: AccessSettings, text: string): KubeConfig {
  const config = new KubeConfig();
  switch (settings.type) {
    case 'kubeconfig':
      loadKubeconfig(config, settings, text);
      break;
    case 'inCluster':
      if (!process.env.KUBERNETES_SERVICE_HOST) {
        throw new ClusterError(
          'unavailable',
          'inCluster is set, but this process does not run in a pod (KUBERNETES_SERVICE_HOST is not set).',
        );
      }
      config.loadFromCluster();
      break;
    default:
      config.loadFromClusterAndUser(
        {
          name: 'cluster',
          server: settings.url.replace(/\/+$/, ''),
          caData: settings.caData,
          skipTLSVerify: settings.skipTLSVerify,
        },
        { name: 'user', token: settings.token },
      );
  }
  return usable(config);
}

function loadKubeconfig(
  config: KubeConfig,
  settings: { path: string; context?: string },
  text: string,
) {
  const path = resolve(settings.path);
  try {
    config.loadFromString(text);
    config.makePathsAbsolute(dirname(path));
  } catch {
    // The parser's message quotes the file, and with it maybe a token.
    throw new ClusterError(
      'unavailable',
      `The file ${path} is not a valid kubeconfig.`,
    );
  }
  const context = settings.context ?? config.getCurrentContext();
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context)) {
    throw new ClusterError(
      'unavailable',
      `The kubeconfig file ${path} has no context ${context}; it has ${
        names.join(', ') || 'none'
      }.`,
    );
  }
  config.setCurrentContext(context);
}

/**
 * Fills two gaps of client-node: without a user it leaves out the certificate authority, and it
 * refuses plain http even on the loopback interface.
 */
function usable(config: KubeConfig): KubeConfig {
  const cluster = config.getCurrentCluster();
  if (!cluster || !URL.canParse(cluster.server)) {
    throw new ClusterError(
      'unavailable',
      `The context ${config.getCurrentContext()} names no cluster with a valid server address.`,
    );
  }
  const { protocol, hostname, username, password } = new URL(cluster.server);
  if (username || password) {
    throw new ClusterError(
      'unavailable',
      `The address of ${hostname} holds credentials; give them as a token or in a kubeconfig's user.`,
    );
  }
  const plain = protocol === 'http:';
  if (plain && !cluster.skipTLSVerify && !isLoopback(hostname)) {
    throw new ClusterError(
      'unavailable',
      `${cluster.server} is plain http: credentials would be readable on the network. Use https, or set skipTLSVerify (insecure-skip-tls-verify in a kubeconfig) to accept that.`,
    );
  }
  const complete = new KubeConfig();
  complete.loadFromClusterAndUser(
    { ...cluster, skipTLSVerify: cluster.skipTLSVerify || plain },
    config.getCurrentUser() ?? { name: 'anonymous' },
  );
  return complete;
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** What a credential plugin prints may be a secret: it is told that it failed, not what it said. */
function credentialError(error: unknown, config: KubeConfig): ClusterError {
  const user = config.getCurrentUser();
  const command: unknown = user?.exec?.command;
  if (typeof command === 'string') {
    return new ClusterError(
      'unavailable',
      `The credential plugin ${command} of user ${user?.name} failed; run it by hand to see why.`,
    );
  }
  const code = errorCode(error);
  return new ClusterError(
    'unavailable',
    `The credentials of user ${user?.name} cannot be read${
      code ? `: ${code}` : ''
    }.`,
  );
}
