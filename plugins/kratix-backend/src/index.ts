/**
 * HTTP API, permission checks and deliveries for Kratix in Backstage.
 *
 * @packageDocumentation
 */
export { kratixPlugin as default } from './plugin';
export * from './permissions';
