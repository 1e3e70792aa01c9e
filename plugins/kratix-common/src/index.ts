/**
 * Types, request state, permissions, annotations and a small HTTP client shared by the Kratix
 * plugins. Pure: no Node, no React, no I/O but an injected fetch.
 *
 * @packageDocumentation
 */
export * from './annotations';
export * from './api';
export * from './ingestion';
export * from './diagnosis';
export * from './entities';
export * from './event';
export * from './gitOps';
export * from './clusterToken';
export * from './KratixClient';
export {
  findCondition,
  parseApiVersion,
  readConditions,
  readKubeObject,
  type KubeCondition,
  type KubeMetadata,
  type KubeObject,
  type KubeOwnerReference,
} from './kube';
export * from './labels';
export * from './owner';
export * from './parent';
export * from './missingRule';
export { isWorkOf } from './outputs';
export * from './permissions';
export * from './placement';
export * from './placementFile';
export { placementPath } from './placementFolder';
export * from './pod';
export * from './promise';
export * from './promiseDetails';
export * from './request';
export * from './requestDetails';
export * from './requestState';
export * from './requestStateMessages';
export * from './revision';
export * from './revisions';
export * from './scheduling';
