import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, resolve, sep } from 'node:path';
import { Cluster, KubeConfig, loadYaml, User } from '@kubernetes/client-node';
import { z } from 'zod';
import { errorCode } from '../describeError';
import { AccessSettings } from './AccessSettings';
import { ClusterError } from './ClusterError';
import { ExecCluster, ExecCredentials, execSchema } from './ExecCredentials';

/** An access with everything that its settings say, before any credentials are read. */
export interface LoadedAccess {
  cluster: Cluster;
  user: User;
  /** Read for each request; takes the place of the user's token. */
  tokenFile?: string;
  exec?: ExecCredentials;
  /** Who is impersonated for every request, beside `user.impersonateUser`. */
  impersonation?: { groups: string[]; uid?: string };
}

const SERVICE_ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** What client-node leaves out of a kubeconfig's users. */
const usersSchema = z.object({
  users: z.array(
    z.object({
      name: z.string(),
      user: z
        .object({
          tokenFile: z.string().min(1).nullish(),
          exec: execSchema.nullish(),
          'as-uid': z.string().nullish(),
          'as-groups': z.array(z.string()).nullish(),
        })
        .nullish(),
    }),
  ),
});

/**
 * Reads settings into an access.
 *
 * @param text - the kubeconfig, where the settings name one
 * @throws ClusterError (unavailable) that says what is wrong; it quotes nothing of the kubeconfig
 * that may be secret
 */
export function loadAccess(
  settings: AccessSettings,
  text: string,
): LoadedAccess {
  const access = readAccess(settings, text);
  checkServer(access.cluster);
  return access;
}

function readAccess(settings: AccessSettings, text: string): LoadedAccess {
  switch (settings.type) {
    case 'kubeconfig':
      return readKubeconfig(settings, text);
    case 'inCluster':
      return readPod(settings.directory ?? SERVICE_ACCOUNT);
    default:
      return {
        cluster: {
          name: 'cluster',
          server: settings.url.replace(/\/+$/, ''),
          caData: settings.caData,
          caFile: settings.caFile && resolve(settings.caFile),
          skipTLSVerify: settings.skipTLSVerify,
        },
        user: { name: 'user', token: settings.token },
        tokenFile: settings.tokenFile && resolve(settings.tokenFile),
      };
  }
}

/** The credentials that Kubernetes puts into every pod, under their fixed names. */
function readPod(directory: string): LoadedAccess {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } =
    process.env;
  if (!host) {
    throw unusable(
      'inCluster is set, but this process does not run in a pod (KUBERNETES_SERVICE_HOST is not set). Use kubeconfig, or url with serviceAccountTokenFile.',
    );
  }
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    cluster: {
      name: 'inCluster',
      server: `https://${name}:${port ?? '443'}`,
      caFile: `${directory}/ca.crt`,
      skipTLSVerify: false,
    },
    user: { name: 'inCluster' },
    tokenFile: `${directory}/token`,
  };
}

function readKubeconfig(
  settings: { path: string; context?: string },
  text: string,
): LoadedAccess {
  const path = resolve(settings.path);
  const config = new KubeConfig();
  let users: z.output<typeof usersSchema>['users'];
  try {
    config.loadFromString(text);
    config.makePathsAbsolute(dirname(path));
    users = usersSchema.parse({
      users: [],
      ...z.record(z.unknown()).parse(loadYaml<unknown>(text)),
    }).users;
  } catch {
    // The parser's message quotes the file, and with it maybe a token.
    throw unusable(
      `The file ${path} is not a valid kubeconfig; kubectl --kubeconfig ${path} config view says more.`,
    );
  }
  const context = settings.context ?? config.getCurrentContext();
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context)) {
    throw unusable(
      `The kubeconfig file ${path} has no context ${context}; it has ${
        names.join(', ') || 'none'
      }.`,
    );
  }
  config.setCurrentContext(context);
  const cluster = config.getCurrentCluster();
  if (!cluster) {
    throw unusable(
      `The context ${context} of ${path} names no cluster with a valid server address.`,
    );
  }
  const user = config.getCurrentUser();
  const more = users.find(({ name }) => name === user?.name)?.user;
  return {
    cluster,
    // Without a user client-node leaves out the certificate authority.
    user: { ...(user ?? { name: 'anonymous' }), exec: undefined },
    tokenFile: more?.tokenFile
      ? resolve(dirname(path), more.tokenFile)
      : undefined,
    exec:
      user && more?.exec
        ? new ExecCredentials(
            user.name,
            { ...more.exec, command: locate(more.exec.command, dirname(path)) },
            execCluster(cluster),
          )
        : undefined,
    impersonation: {
      groups: more?.['as-groups'] ?? [],
      uid: more?.['as-uid'] ?? undefined,
    },
  };
}

/** As kubectl does: a path is relative to the kubeconfig, a bare name is searched for. */
function locate(command: string, directory: string): string {
  return command.includes(sep) && !isAbsolute(command)
    ? resolve(directory, command)
    : command;
}

function execCluster(cluster: Cluster): ExecCluster {
  return {
    server: cluster.server,
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.skipTLSVerify || undefined,
    'certificate-authority-data': cluster.caData,
    'proxy-url': cluster.proxyUrl,
  };
}

function checkServer({ server, skipTLSVerify }: Cluster) {
  if (!URL.canParse(server)) {
    throw unusable(
      'The address of the API server is not valid; it has to begin with https://.',
    );
  }
  const { protocol, hostname, username, password } = new URL(server);
  if (username || password) {
    throw unusable(
      `The address of ${hostname} holds credentials; give them as a token or in a kubeconfig's user.`,
    );
  }
  if (protocol === 'http:' && !skipTLSVerify && !isLoopback(hostname)) {
    throw unusable(
      `${server} is plain http: credentials would be readable on the network. Use https, or set skipTLSVerify (insecure-skip-tls-verify in a kubeconfig) to accept that.`,
    );
  }
}

/** Whether nothing leaves this machine on the way there. */
export function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  );
}

/** @throws ClusterError (unavailable) that names the file and what it is for */
export async function readAccessFile(
  path: string,
  what: string,
): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    throw unusable(
      code === 'ENOENT'
        ? `The ${what} ${path} does not exist; it is read as soon as it appears.`
        : `The ${what} ${path} cannot be read: ${code ?? 'unknown error'}.`,
    );
  }
}

/** An access that cannot be used at the moment. */
export function unusable(message: string): ClusterError {
  return new ClusterError('unavailable', message);
}
