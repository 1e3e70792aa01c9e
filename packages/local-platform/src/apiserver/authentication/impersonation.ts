import { KubeStatusError } from '../../kube';
import type { ResourceAttributes } from '../authorization/Attributes';
import {
  parseServiceAccountUsername,
  serviceAccountGroups,
} from './serviceAccountUser';
import { authenticatedGroup, UserInfo } from './UserInfo';

/** As whom the headers of a request say that it is to be done. */
export interface Impersonation {
  username: string;
  uid?: string;
  groups: string[];
  extra: Record<string, string[]>;
}

const extraPrefix = 'impersonate-extra-';

function decodeKey(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

/**
 * Reads the `Impersonate-*` headers; undefined when there are none. Throws the 500 Status that Kubernetes answers
 * when they name no user.
 *
 * @param headers - by lower-case name, each occurrence a value of its own: a group's name may hold a comma
 */
export function readImpersonation(
  headers: NodeJS.Dict<string[]>,
): Impersonation | undefined {
  const [username = ''] = headers['impersonate-user'] ?? [];
  const [uid] = headers['impersonate-uid'] ?? [];
  const groups = headers['impersonate-group'] ?? [];
  const extra = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(extraPrefix))
      .map(([name, values = []]) => [
        decodeKey(name.slice(extraPrefix.length)).toLowerCase(),
        values,
      ]),
  );
  if (username) return { username, uid, groups, extra };
  if (uid || groups.length || Object.keys(extra).length) {
    throw new KubeStatusError(
      500,
      'InternalError',
      'Internal Server Error: requested groups, a uid or extra information without impersonating a user',
    );
  }
  return undefined;
}

/** Everything that a caller must be allowed to `impersonate` for it. */
export function impersonationChecks({
  username,
  uid,
  groups,
  extra,
}: Impersonation): ResourceAttributes[] {
  const check = (
    group: string,
    resource: string,
    name: string,
    subresource = '',
    namespace = '',
  ): ResourceAttributes => ({
    verb: 'impersonate',
    group,
    version: 'v1',
    resource,
    subresource,
    namespace,
    name,
  });
  const account = parseServiceAccountUsername(username);
  const ofUser = 'authentication.k8s.io';
  return [
    account
      ? check('', 'serviceaccounts', account.name, '', account.namespace)
      : check('', 'users', username),
    ...groups.map(group => check('', 'groups', group)),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map(value => check(ofUser, 'userextras', value, key)),
    ),
    ...(uid ? [check(ofUser, 'uids', uid)] : []),
  ];
}

/** Who the request is then done by. As in Kubernetes, nobody comes with the groups that they have elsewhere. */
export function impersonatedUser({
  username,
  uid,
  groups,
  extra,
}: Impersonation): UserInfo {
  const account = parseServiceAccountUsername(username);
  const own =
    account && groups.length === 0
      ? serviceAccountGroups(account.namespace)
      : groups;
  const [anonymous, everyone] =
    username === 'system:anonymous'
      ? [true, 'system:unauthenticated']
      : [false, authenticatedGroup];
  const settled = anonymous
    ? own.includes(everyone)
    : own.includes(everyone) || own.includes('system:unauthenticated');
  return { username, uid, groups: settled ? own : [...own, everyone], extra };
}
