import { StateStoreError } from './stateStoreWriter';

/**
 * A path in a repository as Git keeps it. One slash at the end is taken off.
 *
 * @throws StateStoreError when the path could lead out of a checkout or into its `.git`.
 */
export function checkPath(path: string): string {
  const clean = path.replace(/\/$/, '');
  const reason = reasonAgainst(clean);
  if (reason) {
    throw new StateStoreError(
      `${JSON.stringify(
        path.slice(0, 200),
      )} cannot be written to a repository: ${reason}`,
    );
  }
  return clean;
}

function reasonAgainst(path: string): string | undefined {
  if (path === '') {
    return 'the path is empty';
  }
  if (Buffer.byteLength(path) > 4096) {
    return 'the path is longer than 4096 bytes';
  }
  if (/\p{Cc}/u.test(path)) {
    return 'the path holds control characters';
  }
  if (path.startsWith('/')) {
    return 'the path is absolute';
  }
  // Where the repository is checked out a backslash may separate directories, too.
  for (const component of path.split(/[/\\]/)) {
    if (component === '' || component === '.' || component === '..') {
      return `the path has the component ${JSON.stringify(component)}`;
    }
    if (/^(\.git|git~\d+)[. ]*$/i.test(component)) {
      return `the path has the component ${JSON.stringify(
        component,
      )}, which belongs to Git`;
    }
  }
  return undefined;
}
