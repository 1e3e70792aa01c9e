/**
 * Write Kratix pipeline steps in TypeScript.
 *
 * @packageDocumentation
 */
export {
  type DestinationSelector,
  ROOT_DIRECTORY,
} from './destinationSelectors';
export { KratixPipeline, type ObjectParser } from './KratixPipeline';
export { type KubernetesObject, objectSchema } from './objectSchema';
export { type OutputContent } from './outputContent';
export {
  type PipelineEnvironment,
  readPipelineEnvironment,
} from './PipelineEnvironment';
export { PipelineError } from './PipelineError';
export { runStep, type StepHandler, type StepHandlers } from './runStep';
export { type Status } from './status';
export { type WorkflowControl } from './workflowControl';
