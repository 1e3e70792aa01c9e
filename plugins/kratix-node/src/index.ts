/**
 * Access to Kratix platforms (one LIST+WATCH cache per process) and to state stores.
 *
 * @packageDocumentation
 */
export type { GitCredentials } from './git/GitCommand';
export {
  GitStateStoreReader,
  type GitStateStoreReaderOptions,
} from './git/GitStateStoreReader';
export * from './IdentitySettings';
export { isReservedName } from './isReservedName';
export * from './KratixPlatforms';
export { ConfiguredKratixPlatforms } from './platforms/ConfiguredKratixPlatforms';
export * from './stateStoreLocation';
export * from './StateStoreReader';
export { type WriteIdentity } from './WriteIdentity';
