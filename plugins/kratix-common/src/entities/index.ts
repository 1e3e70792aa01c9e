export { readColumns } from './columnTexts';
export {
  promiseEntityName,
  requestEntityName,
  type EntityName,
  type EntityNaming,
  type NamingModel,
} from './entityName';
export type { EntityRules, EntityShapes } from './EntityRules';
export { matchesGlob } from './matchesGlob';
export { promiseEntities, promiseEntityRef } from './promiseEntities';
export { requestEntity, requestEntityRef } from './requestEntity';
export { isSecretName } from './secrets';
