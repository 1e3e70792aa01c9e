import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { StateStoreLocation } from '../stateStoreLocation';
import { StateStoreReader } from '../StateStoreReader';
import { ConfiguredStateStoreReaders } from './ConfiguredStateStoreReaders';
import { StateStoreAccess } from './StateStoreAccess';

/**
 * What a reader of a state store is made from.
 *
 * @public
 */
export interface OpenStateStoreOptions {
  location: StateStoreLocation;
  /** How it is read. Default: anonymously, or with the identity of the environment. */
  access?: StateStoreAccess;
  /** Directory of this process for what may be lost at any time. */
  cacheDirectory: string;
  /** Which files count; of others nothing is read. Paths as in `StateStoreFile`. Default: all. */
  include?: (path: string) => boolean;
  /** Larger files are skipped. Default: 1 MiB. */
  maxFileBytes?: number;
}

/**
 * Gives readers of state stores.
 *
 * @public
 */
export interface StateStoreReaders {
  /** @throws InputError where there can be no such state store, or no such access to it. */
  open(options: OpenStateStoreOptions): StateStoreReader;
}

/**
 * The readers of Git repositories and buckets. A factory of your own takes their place, for state
 * stores that are reached in another way.
 *
 * @public
 */
export const kratixStateStoreReadersServiceRef =
  createServiceRef<StateStoreReaders>({
    id: 'kratix.state-store-readers',
    scope: 'root',
    defaultFactory: async service =>
      createServiceFactory({
        service,
        deps: { config: coreServices.rootConfig },
        factory: ({ config }) => ConfiguredStateStoreReaders.fromConfig(config),
      }),
  });
