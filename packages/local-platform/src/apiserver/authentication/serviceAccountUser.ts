import { dns1123Label, dns1123Subdomain } from '../objects/names';

/** The name under which a ServiceAccount acts. */
export function serviceAccountUsername(
  namespace: string,
  name: string,
): string {
  return `system:serviceaccount:${namespace}:${name}`;
}

/** The groups that every ServiceAccount of a namespace is in. */
export function serviceAccountGroups(namespace: string): string[] {
  return ['system:serviceaccounts', `system:serviceaccounts:${namespace}`];
}

/** The ServiceAccount that a user name stands for, when it stands for one. */
export function parseServiceAccountUsername(
  username: string,
): { namespace: string; name: string } | undefined {
  const [system, kind, namespace, name, ...more] = username.split(':');
  const isOne =
    system === 'system' &&
    kind === 'serviceaccount' &&
    more.length === 0 &&
    dns1123Label(namespace ?? '').length === 0 &&
    dns1123Subdomain(name ?? '').length === 0;
  return isOne ? { namespace, name } : undefined;
}
