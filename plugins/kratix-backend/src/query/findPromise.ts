import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { KratixPromise, PromiseApi } from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/**
 * @throws NotFoundError, or ServiceUnavailableError while the platform's Promises are not known
 */
export function findPromise(
  platform: KratixPlatform,
  name: string,
): KratixPromise {
  const promise = platform.promise(name);
  if (promise) {
    return promise;
  }
  requireSynced(platform, 'promise');
  // Which there are is not told: not everybody who may ask for one may list them.
  throw new NotFoundError(
    `There is no Promise ${name} on platform ${platform.name}`,
  );
}

/** @throws InputError where nothing can be requested from the Promise */
export function requireApi(promise: KratixPromise): PromiseApi {
  if (!promise.api) {
    throw new InputError(
      `Nothing can be requested from Promise ${promise.name}: it has no API, it only brings dependencies`,
    );
  }
  return promise.api;
}

/** Whether a request of the Promise that is not in the cache does not exist. */
export function knowsRequests(
  platform: KratixPlatform,
  promise: string,
): boolean {
  return (
    platform.isSynced('request', promise) ||
    (platform.isSynced('promise') && !platform.promise(promise))
  );
}

/**
 * Absence can be told only from a complete list.
 *
 * @throws ServiceUnavailableError while there is none, saying why
 */
export function requireSynced(
  platform: KratixPlatform,
  kind: 'promise' | 'request',
  promise?: string,
): void {
  if (platform.isSynced(kind, promise)) {
    return;
  }
  const { error } = platform.status();
  const what = kind === 'promise' ? 'Promises' : `requests of ${promise}`;
  throw new ServiceUnavailableError(
    `The ${what} on platform ${
      platform.name
    } have not been read yet; try again in a moment${
      error ? ` (${error})` : ''
    }`,
  );
}
