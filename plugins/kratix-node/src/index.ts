/**
 * Access to Kratix platforms (one LIST+WATCH cache per process) and to state stores.
 *
 * @packageDocumentation
 */
export {
  GitStateStoreReader,
  type GitStateStoreReaderOptions,
} from './git/GitStateStoreReader';
export * from './KratixPlatforms';
export { ConfiguredKratixPlatforms } from './platforms/ConfiguredKratixPlatforms';
export * from './stateStoreLocation';
export * from './StateStoreReader';
