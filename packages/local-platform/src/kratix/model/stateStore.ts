import { z } from 'zod';
import { GitStateStoreAddress } from '../../git/stateStoreWriter';
import { KubeClient, KubeObject } from '../../kube';
import { messageOf } from '../errors';
import { resourceTypes } from '../resourceTypes';

const specSchema = z.object({
  url: z.string().default(''),
  branch: z.string().default('main'),
  path: z.string().default(''),
  authMethod: z.enum(['basicAuth', 'ssh', 'githubApp']).default('basicAuth'),
  secretRef: z
    .object({ name: z.string().default(''), namespace: z.string().optional() })
    .optional(),
  gitAuthor: z
    .object({
      name: z.string().default('kratix'),
      email: z.string().default(''),
    })
    .default({}),
});

export type GitStateStoreSpec = z.infer<typeof specSchema>;

/** Why a state store cannot be used, in the words of its condition Ready. */
export class StateStoreNotReadyError extends Error {
  constructor(readonly reason: string, message: string) {
    super(message);
    this.name = 'StateStoreNotReadyError';
  }
}

function uninitialised(detail: string): StateStoreNotReadyError {
  return new StateStoreNotReadyError(
    'ErrorInitialisingWriter',
    `unable to create git writer: ${detail}`,
  );
}

export function readGitStateStore(object: KubeObject): GitStateStoreSpec {
  return specSchema.parse(object.spec ?? {});
}

/** The namespace and name of the Secret that a state store reads, if any. */
export function secretOf(
  spec: GitStateStoreSpec,
): { namespace: string; name: string } | undefined {
  return spec.secretRef?.name
    ? {
        namespace: spec.secretRef.namespace || 'default',
        name: spec.secretRef.name,
      }
    : undefined;
}

function isLoopback(url: string): boolean {
  try {
    const { protocol, hostname } = new URL(url);
    return (
      protocol === 'http:' &&
      (hostname === 'localhost' ||
        hostname === '[::1]' ||
        /^127(\.\d+){3}$/.test(hostname))
    );
  } catch {
    return false;
  }
}

function credentials(
  spec: GitStateStoreSpec,
  value: (key: string) => string | undefined,
): GitStateStoreAddress['credentials'] {
  const missing = (key: string) =>
    uninitialised(
      `could not create auth method: ${key} not found in secret ${
        secretOf(spec)?.name ?? '(none: set spec.secretRef)'
      }`,
    );
  switch (spec.authMethod) {
    case 'ssh': {
      const isSsh =
        spec.url.startsWith('ssh://') || /^[^/@]+@[^/:]+:/.test(spec.url);
      if (!isSsh) {
        throw uninitialised(`invalid URL for SSH auth method: ${spec.url}`);
      }
      const privateKey = value('sshPrivateKey');
      const knownHosts = value('knownHosts');
      if (!privateKey) {
        throw missing('sshPrivateKey');
      }
      if (!knownHosts) {
        throw missing('knownHosts');
      }
      return { method: 'ssh', privateKey, knownHosts };
    }
    case 'githubApp':
      throw uninitialised(
        'the local platform does not support the authMethod githubApp; use basicAuth or ssh',
      );
    default: {
      if (!spec.url.startsWith('https://') && !isLoopback(spec.url)) {
        throw uninitialised(
          `invalid URL for HTTPS auth method: ${spec.url.replace(
            /\/\/[^/@]*@/,
            '//',
          )}`,
        );
      }
      const username =
        value('username') ??
        (spec.url.includes('github') ? 'x-access-token' : undefined);
      const password = value('password');
      if (username === undefined) {
        throw missing('username');
      }
      if (password === undefined) {
        throw missing('password');
      }
      return { method: 'basicAuth', username, password };
    }
  }
}

/**
 * A Git state store with its Secret read.
 *
 * @throws StateStoreNotReadyError with the reason of the condition Ready
 */
export async function gitStateStoreAddress(
  client: KubeClient,
  object: KubeObject,
): Promise<GitStateStoreAddress> {
  const spec = readGitStateStore(object);
  const reference = secretOf(spec);
  let data: unknown;
  if (reference) {
    let secret: KubeObject | undefined;
    try {
      secret = await client.get(
        resourceTypes.secrets,
        reference.name,
        reference.namespace,
      );
    } catch (error) {
      throw new StateStoreNotReadyError('StateStoreError', messageOf(error));
    }
    if (!secret) {
      throw new StateStoreNotReadyError(
        'SecretNotFound',
        `Secret ${reference.name} not found in namespace ${reference.namespace}`,
      );
    }
    data = secret.data;
  }
  const values = z
    .record(z.string())
    .catch({})
    .parse(data ?? {});
  return {
    url: spec.url,
    branch: spec.branch,
    credentials: credentials(spec, key =>
      key in values
        ? Buffer.from(values[key], 'base64').toString('utf8')
        : undefined,
    ),
    author: spec.gitAuthor,
  };
}
