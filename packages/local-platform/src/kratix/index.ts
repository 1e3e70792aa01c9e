export { kratixCrds } from './crds';
export { defaultKratixConfig, type KratixConfig } from './config';
