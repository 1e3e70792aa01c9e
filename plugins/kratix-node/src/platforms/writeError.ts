import {
  AuthenticationError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ClusterError, toBackstageError } from '../cluster/ClusterError';
import { ApiObjectAddress } from '../KratixPlatforms';
import { describeIdentity, WriteIdentity } from '../WriteIdentity';

/** A write that a cluster refused. */
export interface RefusedWrite {
  /** Name of the platform. */
  platform: string;
  verb: 'get' | 'create' | 'patch' | 'delete';
  address: ApiObjectAddress;
  identity: WriteIdentity;
  /** What to do when the credentials of Backstage are refused. */
  renewal: string;
}

/**
 * The error to tell the person whose write failed. A refusal names who was refused, what the cluster
 * said and the way out.
 */
export function writeError(error: unknown, write: RefusedWrite): Error {
  if (!(error instanceof ClusterError)) {
    return toBackstageError(error);
  }
  switch (error.reason) {
    case 'unauthenticated':
      return unauthenticated(error, write);
    case 'forbidden':
      return new NotAllowedError(
        `Platform ${write.platform} refuses this to ${describeIdentity(
          write.identity,
        )}: ${sentence(error.message)} ${wayOut(error.message, write)}`,
      );
    default:
      return toBackstageError(error);
  }
}

/**
 * Where a cluster does not accept Backstage's own credentials, it is out of order: a 401 would tell the
 * person to sign in again, which mends nothing.
 */
function unauthenticated(error: ClusterError, write: RefusedWrite): Error {
  const { platform, identity, renewal } = write;
  return identity.type === 'token'
    ? new AuthenticationError(
        `Platform ${platform} does not accept the token of ${
          identity.person
        }: ${sentence(
          error.message,
        )} It may have expired: sign in again with the provider of that token. If that does not help, the API server does not trust this provider.`,
      )
    : new ServiceUnavailableError(
        `Platform ${platform} does not accept the credentials of Backstage: ${sentence(
          error.message,
        )} A platform engineer has to renew them. ${renewal}`,
      );
}

function wayOut(message: string, { verb, address, identity }: RefusedWrite) {
  const [, impersonated] =
    /cannot impersonate resource "([^"]+)"/.exec(message) ?? [];
  if (identity.type === 'impersonate' && impersonated) {
    return `A platform engineer has to let the service account of Backstage impersonate: grant it the verb impersonate on ${impersonated} (a rule with apiGroups [""], or ["authentication.k8s.io"] for uids and userextras).`;
  }
  const { group, plural, namespace } = address;
  return `A platform engineer can grant it in the namespace ${namespace}: a rule with apiGroups ["${group}"], resources ["${plural}"] and verbs ["${verb}"].`;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
