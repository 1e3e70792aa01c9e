import { InputError, NotFoundError } from '@backstage/errors';
import {
  KratixDestination,
  KratixStateStore,
} from 'backstage-plugin-kratix-common';
import { KratixPlatform } from './KratixPlatforms';

/**
 * A branch and folder of a Git repository.
 *
 * @public
 */
export interface GitLocation {
  /** Address of the repository, without credentials. */
  url: string;
  branch: string;
  /** Folder within the repository, without slashes at its ends; empty for all of it. */
  path: string;
}

/**
 * A bucket, and the beginning that the keys of its objects share.
 *
 * @public
 */
export interface BucketLocation {
  bucket: string;
  /** Address of the S3 service, such as `https://s3.example.com`. */
  endpoint: string;
  /** As {@link GitLocation.path}; objects whose keys begin with a slash are found as well. */
  path: string;
}

/**
 * Where the files of a Destination are.
 *
 * @public
 */
export type StateStoreLocation = GitLocation | BucketLocation;

/**
 * What is taken in place of what the cluster says: of a Git repository or of a bucket.
 *
 * @public
 */
export interface StateStoreOverrides {
  /** Address of a Git repository. */
  url?: string;
  branch?: string;
  path?: string;
  /** Name of a bucket. */
  bucket?: string;
  endpoint?: string;
}

/**
 * Finds where a Destination's files are: repository and branch of its GitStateStore, or endpoint and
 * name of its BucketStateStore, and the folder made of the paths of store and Destination. What is
 * given in `overrides` is taken instead; with all of it given, the cluster is not asked.
 *
 * @throws NotFoundError that says what is missing: the Destination, its state store, or that they are
 * not known yet. InputError where the overrides are for the other kind of state store, or the cluster
 * gives an address on the backend's own disk (`file:`), which only an override may.
 * @public
 */
export function stateStoreLocation(
  platform: KratixPlatform,
  destinationName: string,
  overrides: StateStoreOverrides = {},
): StateStoreLocation {
  const { url, branch, path, bucket, endpoint } = overrides;
  if (url !== undefined && bucket !== undefined) {
    throw new InputError(
      'A state store is either a Git repository (url) or a bucket, not both.',
    );
  }
  if (path !== undefined) {
    if (url !== undefined && branch !== undefined) {
      return { url, branch, path: joinPath(path) };
    }
    if (bucket !== undefined && endpoint !== undefined) {
      return { bucket, endpoint, path: joinPath(path) };
    }
  }
  const { destination, store } = findStore(
    platform,
    destinationName,
    overrides,
  );
  const folder = joinPath(path ?? `${store.path}/${destination.path}`);
  return store.bucket
    ? bucketLocation(platform, store, overrides, folder)
    : gitLocation(platform, store, overrides, folder);
}

function findStore(
  platform: KratixPlatform,
  destinationName: string,
  overrides: StateStoreOverrides,
): { destination: KratixDestination; store: KratixStateStore } {
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
  return { destination, store };
}

function gitLocation(
  platform: KratixPlatform,
  store: KratixStateStore,
  overrides: StateStoreOverrides,
  path: string,
): GitLocation {
  if (overrides.bucket !== undefined || overrides.endpoint !== undefined) {
    throw new InputError(
      `${store.kind} ${store.name} of platform ${platform.name} is no bucket: remove the settings of a bucket, or set all of them.`,
    );
  }
  const url = overrides.url ?? store.git?.url ?? '';
  if (
    overrides.url === undefined &&
    !/^(https?|ssh):|^[^/:]+@[^/:]+:/.test(url)
  ) {
    throw new InputError(
      `GitStateStore ${store.name} of platform ${
        platform.name
      } has the address '${url}', which is neither http(s) nor ssh. ${remedy(
        overrides,
      )}`,
    );
  }
  return {
    url,
    branch: overrides.branch ?? store.git?.branch ?? 'main',
    path,
  };
}

function bucketLocation(
  platform: KratixPlatform,
  store: KratixStateStore,
  overrides: StateStoreOverrides,
  path: string,
): BucketLocation {
  if (overrides.url !== undefined || overrides.branch !== undefined) {
    throw new InputError(
      `${store.kind} ${store.name} of platform ${platform.name} is no Git repository: remove url and branch, or set url, branch and path.`,
    );
  }
  const { endpoint = '', bucketName = '', insecure } = store.bucket ?? {};
  return {
    bucket: overrides.bucket ?? bucketName,
    endpoint:
      overrides.endpoint ?? `${insecure ? 'http' : 'https'}://${endpoint}`,
    path,
  };
}

function remedy(overrides: StateStoreOverrides): string {
  const parts =
    overrides.bucket === undefined && overrides.endpoint === undefined
      ? (['url', 'branch', 'path'] as const)
      : (['bucket', 'endpoint', 'path'] as const);
  const missing = parts.filter(key => overrides[key] === undefined);
  return `Check the name, or set ${missing.join(', ')} of the state store.`;
}

/** A leading slash has no meaning in a repository; an empty segment neither. */
function joinPath(path: string): string {
  return path
    .split('/')
    .filter(segment => segment && segment !== '.')
    .join('/');
}
