import { describeError } from './errors';
import { KratixPipeline } from './KratixPipeline';
import { PipelineError } from './PipelineError';

/**
 * What a step does for one action. A rejection fails the step.
 *
 * @public
 */
export type StepHandler = (pipeline: KratixPipeline) => void | Promise<void>;

/**
 * A step's work by workflow action.
 *
 * @public
 */
export interface StepHandlers {
  configure?: StepHandler;
  delete?: StepHandler;
}

/**
 * Runs the handler of the workflow's action.
 *
 * @returns the exit code, after one line on `report` when it is not 0.
 */
export async function performStep(
  handlers: StepHandlers,
  env: Readonly<Record<string, string | undefined>>,
  report: (line: string) => void,
): Promise<number> {
  try {
    const pipeline = KratixPipeline.fromEnvironment(env);
    const { workflowAction, promiseName, pipelineName } = pipeline.environment;
    const handler = handlers[workflowAction];
    if (!handler) {
      throw new PipelineError(
        `Pipeline ${pipelineName} of Promise ${promiseName} runs this step in a ${workflowAction} workflow, and it has no ${workflowAction} handler: add one, or take the step out of the workflow`,
      );
    }
    await handler(pipeline);
    await pipeline.verify();
    return 0;
  } catch (error) {
    report(describeError(error));
    return 1;
  }
}

/**
 * The main function of a pipeline step. When the handler fails, the reason goes to standard error on
 * one line and the process ends with exit code 1; Kratix then runs the step again, and after some
 * attempts reports the pipeline as failed. A step that failed leaves no status behind: use
 * {@link KratixPipeline.suspend} to tell the requester what to do.
 *
 * @public
 */
export async function runStep(handlers: StepHandlers): Promise<void> {
  process.exitCode = await performStep(handlers, process.env, line =>
    process.stderr.write(`${line}\n`),
  );
}
