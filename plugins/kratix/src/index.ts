/**
 * Promises and requests of Kratix platforms in Backstage. The plugin itself is the default export of
 * `backstage-plugin-kratix/alpha`, for the new frontend system.
 *
 * @packageDocumentation
 */
export { kratixApiRef, type KratixApi } from './api/kratixApiRef';
export { kratixTranslationRef } from './translation';
