/**
 * Run a pipeline step in a test.
 *
 * @packageDocumentation
 */
export {
  executeStep,
  type StepCommand,
  type StepInput,
  type StepResult,
} from './executeStep';
export type { DestinationSelector } from '../destinationSelectors';
export type { StepHandler, StepHandlers } from '../runStep';
export type { WorkflowControl } from '../workflowControl';
