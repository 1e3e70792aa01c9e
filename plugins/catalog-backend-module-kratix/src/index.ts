/**
 * Catalog module that ingests what Promises wrote into state stores.
 *
 * @packageDocumentation
 */
export { catalogModuleKratix as default } from './module';
