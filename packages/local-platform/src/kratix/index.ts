export { defaultKratixConfig, type KratixConfig } from './config';
export { kratixCrds } from './crds';
export type { KratixLogger } from './runtime/logger';
export { startKratix, type Kratix, type KratixOptions } from './startKratix';
