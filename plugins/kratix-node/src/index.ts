/**
 * Access to Kratix platforms (one LIST+WATCH cache per process) and to state stores.
 *
 * @packageDocumentation
 */
export {
  type BucketKeys,
  BucketStateStoreReader,
  type BucketStateStoreReaderOptions,
} from './bucket/BucketStateStoreReader';
export type { GitCredentials } from './git/GitCommand';
export {
  GitStateStoreReader,
  type GitStateStoreReaderOptions,
} from './git/GitStateStoreReader';
export * from './IdentitySettings';
export { isReservedName } from './isReservedName';
export type { SshIdentity } from './git/SshFiles';
export * from './KratixPlatforms';
export { ConfiguredKratixPlatforms } from './platforms/ConfiguredKratixPlatforms';
export { describeFile } from './platforms/decodeWorkload';
export type { StoreAccess } from './platforms/storeAccess';
export * from './stateStoreLocation';
export * from './StateStoreReader';
export { type WriteIdentity } from './WriteIdentity';
export { ConfiguredStateStoreReaders } from './stateStores/ConfiguredStateStoreReaders';
export type { StateStoreAccess } from './stateStores/StateStoreAccess';
export * from './stateStores/StateStoreReaders';
