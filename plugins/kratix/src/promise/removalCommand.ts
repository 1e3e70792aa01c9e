import { PromiseDetails } from 'backstage-plugin-kratix-common';

const quoted = (name: string) =>
  /^[a-z0-9.-]+$/.test(name) ? name : `'${name.replace(/'/g, `'\\''`)}'`;

/**
 * What deletes a Promise. One that a PromiseRelease installed would be installed again: there the
 * release is deleted, and the Promise with it.
 */
export function removalCommand(
  promise: Pick<PromiseDetails, 'name' | 'releases'>,
): string {
  const [release] = promise.releases ?? [];
  return release
    ? `kubectl delete promiserelease ${quoted(release.name)}`
    : `kubectl delete promise ${quoted(promise.name)}`;
}
