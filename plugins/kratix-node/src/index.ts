/**
 * Access to Kratix platforms (one LIST+WATCH cache per process) and to state stores.
 *
 * @packageDocumentation
 */
export * from './KratixPlatforms';
export { ConfiguredKratixPlatforms } from './platforms/ConfiguredKratixPlatforms';
export * from './StateStoreReader';
