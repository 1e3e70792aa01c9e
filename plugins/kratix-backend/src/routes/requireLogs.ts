import { NotAllowedError } from '@backstage/errors';
import {
  kratixLogReadPermission,
  KratixRequest,
} from 'backstage-plugin-kratix-common';
import { Rights } from '../access/Access';

/** @throws NotAllowedError unless the caller may read logs, events and files of the request */
export function requireLogs(
  rights: Rights<'readLogs'>,
  request: KratixRequest,
): void {
  if (!rights.allows('readLogs', request)) {
    throw new NotAllowedError(
      `You need the permission ${kratixLogReadPermission.name} for this request; ask whoever looks after Backstage's permission policy.`,
    );
  }
}
