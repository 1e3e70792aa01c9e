import { RequestRef } from 'backstage-plugin-kratix-common';
import { PlatformChange } from 'backstage-plugin-kratix-node';

/** Whether a change may bring a request to another state. */
export function concernsRequest(
  change: PlatformChange,
  ref: Omit<RequestRef, 'platform'>,
): boolean {
  if (change.type === 'synced') {
    return true;
  }
  switch (change.kind) {
    case 'request':
      return (
        change.object.ref.promise === ref.promise &&
        change.object.ref.namespace === ref.namespace &&
        change.object.ref.name === ref.name
      );
    case 'work':
    case 'placement':
      return (
        change.object.promise === ref.promise &&
        change.object.request === ref.name
      );
    case 'promise':
      return change.object.name === ref.promise;
    case 'revision':
    case 'binding':
    case 'release':
    case 'agent':
    case 'repository':
      return false;
    default:
      return true;
  }
}
