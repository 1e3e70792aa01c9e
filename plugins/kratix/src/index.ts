/**
 * Promises and requests of Kratix platforms in Backstage, for apps of the classic frontend system.
 * For those of the new one the plugin is the default export of `backstage-plugin-kratix/alpha`.
 *
 * @packageDocumentation
 */
export { kratixApiRef, type KratixApi } from './api/kratixApiRef';
export {
  EntityKratixCard,
  EntityKratixContent,
  EntityKratixRequestsCard,
  EntityKratixWarning,
  KratixClusterTokenFieldExtension,
  KratixPage,
  kratixPlugin,
  KratixUniqueValueFieldExtension,
} from './classic/plugin';
export { isKratixAvailable } from './entity/isKratixAvailable';
export { type ClusterTokenOptions } from './form/clusterTokenOptions';
export { type UniqueOptions } from './form/uniqueOptions';
export { kratixTranslationRef } from './translation';
