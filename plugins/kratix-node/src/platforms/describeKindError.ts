import {
  forbiddenUser,
  KindStatus,
  missingRule,
} from 'backstage-plugin-kratix-common';
import { ClusterError } from '../cluster/ClusterError';
import { KindAddress } from '../watch/KubeKindSource';

/** Why a kind cannot be read, and what to do; it is tried again by itself. */
export function describeKindError(
  error: ClusterError,
  kind: { address: KindAddress; promise?: string },
): KindStatus['error'] {
  const { message } = error;
  const { group, version, plural } = kind.address;
  switch (error.reason) {
    case 'forbidden':
      return {
        reason: 'forbidden',
        message,
        missingRule: missingRule({
          group,
          plural,
          account: forbiddenUser(message),
        }),
      };
    case 'missing':
      return {
        reason: 'missing',
        message:
          kind.promise === undefined
            ? `The cluster serves no ${plural} of ${group}/${version}: its Kratix is older, or not installed completely.`
            : `Promise ${kind.promise} offers ${plural} of ${group}/${version}, which the cluster does not serve: the CustomResourceDefinition ${plural}.${group} is not made yet, or gone. Kratix makes it again when the Promise is reconciled: kubectl label promise ${kind.promise} kratix.io/manual-reconciliation=true --overwrite`,
      };
    case 'unauthenticated':
    case 'malformed':
      return { reason: error.reason, message };
    default:
      return { reason: 'unavailable', message };
  }
}
