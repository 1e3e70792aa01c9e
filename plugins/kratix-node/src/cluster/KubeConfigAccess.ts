import { Agent } from 'node:http';
import { RequestOptions } from 'node:https';
import { resolve } from 'node:path';
import { KubeConfig, User } from '@kubernetes/client-node';
import { errorCode } from '../describeError';
import { WriteIdentity } from '../WriteIdentity';
import { AccessSettings } from './AccessSettings';
import { ClusterAccess, ClusterConnection } from './ClusterAccess';
import { checkAuthority } from './checkAuthority';
import { ClusterError } from './ClusterError';
import {
  isLoopback,
  loadAccess,
  LoadedAccess,
  readAccessFile,
  unusable,
} from './loadAccess';

/** Access through the settings and credentials that `@kubernetes/client-node` understands. */
export class KubeConfigAccess implements ClusterAccess {
  private readonly settings: AccessSettings;
  private loaded?: { source: string; access: LoadedAccess; config: KubeConfig };
  /** One for the service account, one without its certificate for people. */
  private readonly agents = new Map<
    boolean,
    { fingerprint: string; agent: Agent }
  >();

  constructor(settings: AccessSettings) {
    this.settings = settings;
  }

  async connect(
    identity: WriteIdentity = { type: 'serviceAccount' },
  ): Promise<ClusterConnection> {
    const { access, config } = await this.load();
    const { cluster } = access;
    const isPerson = identity.type === 'token';
    const own = isPerson
      ? // The service account's certificate would go before the person's token.
        withUser(cluster, { name: 'person', token: identity.token })
      : await withCredentials(access, config);
    const options: RequestOptions = {};
    try {
      await own.applyToHTTPSOptions(options);
    } catch (error) {
      throw credentialError(error, access.user);
    }
    return {
      server: cluster.server,
      headers: {
        ...authorization(options),
        ...impersonation(identity, access),
      },
      agent: this.reuseAgent(isPerson, options, cluster),
    };
  }

  renew(refused: ClusterConnection) {
    const exec = this.loaded?.access.exec;
    const header = refused.headers.Authorization;
    if (exec) {
      exec.forget(
        ({ token }) => !token || !header || header === `Bearer ${token}`,
      );
    } else {
      this.loaded = undefined;
    }
  }

  get renewal(): string {
    const { settings } = this;
    switch (settings.type) {
      case 'kubeconfig':
        return `Renew the credentials in ${resolve(
          settings.path,
        )}; the file is read again as soon as it changes.`;
      case 'inCluster':
        return 'Check that the ServiceAccount of the pod exists and that its token is mounted.';
      default:
        return settings.tokenFile
          ? `Renew the token in ${resolve(
              settings.tokenFile,
            )}; the file is read for every call.`
          : `Make a new token (kubectl create token …), put it into ${
              settings.origin ?? 'serviceAccountToken'
            } and restart Backstage; a token in a file (serviceAccountTokenFile) is followed without a restart.`;
    }
  }

  warnings(): string[] {
    const cluster = this.loaded?.access.cluster;
    const skips =
      this.settings.type === 'url'
        ? this.settings.skipTLSVerify
        : cluster?.skipTLSVerify;
    return skips
      ? [
          'The certificate of the API server is not checked (skipTLSVerify): whoever is on the way there can read the credentials and answer in its place. Give its certificate authority instead (caData, caFile, or certificate-authority-data of the kubeconfig).',
        ]
      : [];
  }

  private async load() {
    const { settings } = this;
    const source =
      settings.type === 'kubeconfig'
        ? await readAccessFile(resolve(settings.path), 'kubeconfig file')
        : '';
    if (this.loaded?.source !== source) {
      const access = loadAccess(settings, source);
      const config = withUser(access.cluster, access.user);
      this.loaded = { source, access, config };
    }
    return this.loaded;
  }

  /** A new agent for each request would do a whole TLS handshake each time. */
  private reuseAgent(
    isPerson: boolean,
    options: RequestOptions,
    { proxyUrl, caFile }: LoadedAccess['cluster'],
  ): Agent {
    const { ca, cert, key, servername, rejectUnauthorized } = options;
    const fingerprint = JSON.stringify(
      [proxyUrl, ca, cert, key, servername, rejectUnauthorized].map(part =>
        Buffer.isBuffer(part) ? part.toString('base64') : part,
      ),
    );
    const known = this.agents.get(isPerson);
    if (known?.fingerprint === fingerprint) {
      return known.agent;
    }
    if (Buffer.isBuffer(ca)) {
      const setting =
        this.settings.type === 'url' ? 'caData' : 'certificate-authority-data';
      checkAuthority(ca, caFile ? { file: caFile } : { key: setting });
    }
    if (!(options.agent instanceof Agent)) {
      throw unusable('No way to reach the cluster.');
    }
    this.agents.set(isPerson, { fingerprint, agent: options.agent });
    return options.agent;
  }
}

/** client-node refuses plain http unless certificates go unchecked; loopback needs no certificate. */
function withUser(cluster: LoadedAccess['cluster'], user: User): KubeConfig {
  const { protocol, hostname } = new URL(cluster.server);
  const config = new KubeConfig();
  config.loadFromClusterAndUser(
    {
      ...cluster,
      skipTLSVerify:
        cluster.skipTLSVerify || (protocol === 'http:' && isLoopback(hostname)),
    },
    user,
  );
  return config;
}

/** Credentials that change are read for each request. */
async function withCredentials(
  { cluster, user, tokenFile, exec }: LoadedAccess,
  config: KubeConfig,
): Promise<KubeConfig> {
  if (tokenFile) {
    const token = (await readAccessFile(tokenFile, 'token file')).trim();
    if (!token) {
      throw unusable(`The token file ${tokenFile} is empty.`);
    }
    return withUser(cluster, { ...user, token });
  }
  if (exec) {
    const { token, cert, key } = await exec.get();
    const base64 = (pem: string) => Buffer.from(pem).toString('base64');
    return withUser(cluster, {
      ...user,
      ...(token && { token }),
      ...(cert && key && { certData: base64(cert), keyData: base64(key) }),
    });
  }
  return config;
}

function authorization(options: RequestOptions): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (value !== undefined) {
      headers[name] = String(value).trim();
    }
  }
  if (options.auth) {
    const credentials = Buffer.from(options.auth).toString('base64');
    headers.Authorization = `Basic ${credentials}`;
  }
  return headers;
}

/** The person of a request goes before whom the kubeconfig impersonates. */
function impersonation(
  identity: WriteIdentity,
  { user, impersonation: fixed }: LoadedAccess,
): Record<string, string | string[]> {
  const of = (name?: string, groups: string[] = [], uid?: string) => ({
    ...(name && { 'Impersonate-User': name }),
    ...(groups.length && { 'Impersonate-Group': groups }),
    ...(uid && { 'Impersonate-Uid': uid }),
  });
  switch (identity.type) {
    case 'impersonate':
      return of(identity.user, identity.groups);
    case 'token':
      return {};
    default:
      return of(user.impersonateUser, fixed?.groups, fixed?.uid);
  }
}

function credentialError(error: unknown, user: User): ClusterError {
  const code = errorCode(error);
  const path =
    typeof error === 'object' && error !== null && 'path' in error
      ? String(error.path)
      : undefined;
  const what = path
    ? `The file ${path}`
    : `The credentials of user ${user.name}`;
  return unusable(`${what} cannot be read${code ? `: ${code}` : ''}.`);
}
