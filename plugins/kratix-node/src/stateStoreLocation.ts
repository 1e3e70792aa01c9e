import { InputError, NotFoundError } from '@backstage/errors';
import { KratixPlatform } from './KratixPlatforms';

/**
 * A branch and folder of a Git repository.
 *
 * @public
 */
export interface StateStoreLocation {
  /** Address of the repository, without credentials. */
  url: string;
  branch: string;
  /** Folder within the repository, without slashes at its ends; empty for all of it. */
  path: string;
}

/**
 * Finds where a Destination's files are: repository and branch of its GitStateStore, and the folder
 * made of the paths of store and Destination. What is given in `overrides` is taken instead; with all
 * of it given, the cluster is not asked.
 *
 * @throws NotFoundError that says what is missing: the Destination, its state store, or that they are
 * not known yet. InputError where the state store is a bucket, or the cluster gives an address on the
 * backend's own disk (`file:`), which only an override may.
 * @public
 */
export function stateStoreLocation(
  platform: KratixPlatform,
  destinationName: string,
  overrides: Partial<StateStoreLocation> = {},
): StateStoreLocation {
  const { url, branch, path } = overrides;
  if (url !== undefined && branch !== undefined && path !== undefined) {
    return { url, branch, path: joinPath(path) };
  }
  const destination = platform
    .destinations()
    .find(({ name }) => name === destinationName);
  if (!destination) {
    throw new NotFoundError(
      `Platform ${platform.name} has no Destination ${destinationName}${
        platform.isSynced('destination')
          ? ''
          : ' that is known yet: Destinations have not been read'
      }. ${remedy(overrides)}`,
    );
  }
  const { stateStore: ref } = destination;
  const store = platform
    .stateStores()
    .find(({ kind, name }) => kind === ref?.kind && name === ref.name);
  if (!store) {
    throw new NotFoundError(
      ref
        ? `Destination ${destinationName} of platform ${
            platform.name
          } writes to ${ref.kind} ${ref.name}, which ${
            platform.isSynced('stateStore') ? 'does not exist' : 'is not known'
          }. ${remedy(overrides)}`
        : `Destination ${destinationName} of platform ${platform.name} names no state store.`,
    );
  }
  if (!store.git) {
    throw new InputError(
      `Destination ${destinationName} of platform ${platform.name} writes to ${store.kind} ${store.name}; only Git state stores can be read.`,
    );
  }
  const found = url ?? store.git.url;
  if (url === undefined && !/^(https?|ssh):|^[^/:]+@[^/:]+:/.test(found)) {
    throw new InputError(
      `GitStateStore ${store.name} of platform ${
        platform.name
      } has the address '${found}', which is neither http(s) nor ssh. ${remedy(
        overrides,
      )}`,
    );
  }
  return {
    url: found,
    branch: branch ?? store.git.branch,
    path: joinPath(path ?? `${store.path}/${destination.path}`),
  };
}

function remedy(overrides: Partial<StateStoreLocation>): string {
  const missing = (['url', 'branch', 'path'] as const).filter(
    key => overrides[key] === undefined,
  );
  return `Check the name, or set ${missing.join(', ')} of the state store.`;
}

/** A leading slash has no meaning in a repository; an empty segment neither. */
function joinPath(path: string): string {
  return path
    .split('/')
    .filter(segment => segment && segment !== '.')
    .join('/');
}
