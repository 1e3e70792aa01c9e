export type {
  BuiltinContainer,
  BuiltinContainerContext,
  BuiltinImages,
} from './builtin';
export { ImageMap, type MappedImage } from './ImageMap';
export {
  PipelineRuntime,
  type PipelineRuntimeOptions,
} from './PipelineRuntime';
export type { LogReadOptions } from './readLog';
