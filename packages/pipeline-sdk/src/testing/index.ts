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
