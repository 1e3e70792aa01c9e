export * from './kube';
export { runCli } from './cli';
export {
  startLocalPlatform,
  type LocalPlatform,
  type LocalPlatformOptions,
} from './startLocalPlatform';
export type { PlatformLogger } from './platform/PlatformLogger';
export type { AuthorizationMode } from './apiserver';
export type { KratixConfig } from './kratix';
