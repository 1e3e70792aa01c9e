import { readFile, stat } from 'fs/promises';
import { join } from 'path';
import { z } from 'zod';
import {
  type DestinationSelector,
  destinationSelectorsSchema,
  mergeDestinationSelectors,
} from './destinationSelectors';
import { errorCode } from './errors';
import { parseGoDuration } from './goDuration';
import { outputBytes, type OutputContent } from './outputContent';
import {
  type PipelineEnvironment,
  readPipelineEnvironment,
} from './PipelineEnvironment';
import { PipelineError } from './PipelineError';
import { mergeStatus, type Status, statusSchema } from './status';
import { type WorkflowControl, workflowControlSchema } from './workflowControl';
import { writeInside } from './writeInside';
import { fromYaml, toYaml } from './yaml';

const OBJECT = 'object.yaml';
const STATUS = 'status.yaml';
const SELECTORS = 'destination-selectors.yaml';
const CONTROL = 'workflow-control.yaml';

/**
 * Turns what was read into what the step works with: a zod schema, or anything else with a `parse`
 * that throws.
 *
 * @public
 */
export interface ObjectParser<T> {
  parse(value: unknown): T;
}

const parserIssues = z.object({
  issues: z.array(
    z.object({
      path: z.array(z.union([z.string(), z.number()])),
      message: z.string(),
    }),
  ),
});

/** The faults of a zod error; the caller's zod need not be the one used here. */
function parserFaults(error: unknown): string | undefined {
  return parserIssues
    .safeParse(error)
    .data?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    .join('; ');
}

/**
 * A step's view of the pipeline it runs in: the object it runs for, and the files through which Kratix
 * takes the step's results. Everything is written at once, and may be written again: Kratix restarts a
 * container that failed with its files still there.
 *
 * @public
 */
export class KratixPipeline {
  readonly #selected = new Set<string>();

  private constructor(readonly environment: PipelineEnvironment) {}

  /**
   * @param env - the variables that Kratix sets on the container; `process.env` unless given.
   * @throws PipelineError when it is not that of a Kratix pipeline.
   */
  static fromEnvironment(
    env: Readonly<Record<string, string | undefined>> = process.env,
  ): KratixPipeline {
    return new KratixPipeline(readPipelineEnvironment(env));
  }

  /**
   * The request (in a Promise workflow: the Promise) that the pipeline runs for, with its status as it
   * was when the pipeline started.
   *
   * @throws PipelineError that names the fields which the parser refuses.
   */
  async readObject<T>(parser: ObjectParser<T>): Promise<T> {
    const path = join(this.environment.root, 'input', OBJECT);
    const text = await readFile(path, 'utf8').catch(error => {
      throw new PipelineError(`The object at ${path} cannot be read`, {
        cause: error,
      });
    });
    const value = fromYaml(text, path);
    try {
      return parser.parse(value);
    } catch (error) {
      const { kind, name } = this.environment.object;
      const faults = parserFaults(error);
      throw new PipelineError(
        `${kind} "${name}" is not what this step understands${
          faults ? `: ${faults}` : ''
        }`,
        faults ? undefined : { cause: error },
      );
    }
  }

  /**
   * Writes a file for the state store.
   *
   * @param path - relative to the output directory, with `/`.
   * @throws PipelineError when the path leaves the output directory or meets a symbolic link, when the
   * content holds a Kubernetes Secret, and in delete workflows, whose outputs Kratix ignores.
   */
  async writeOutput(path: string, content: OutputContent): Promise<void> {
    if (this.environment.workflowAction === 'delete') {
      throw new PipelineError(
        `Output ${path} would be ignored: Kratix itself removes what the configure workflow wrote, so a delete step only cleans up elsewhere`,
      );
    }
    const output = join(this.environment.root, 'output');
    await writeInside(output, path, outputBytes(path, content));
  }

  /**
   * Says which Destinations the output goes to, by directory. Selectors of earlier steps stay; those
   * for the same directory are replaced.
   *
   * @throws PipelineError for what Kratix would refuse. That each directory was written by the end of
   * the step is checked by {@link runStep}.
   */
  async writeDestinationSelectors(
    selectors: readonly DestinationSelector[],
  ): Promise<void> {
    const merged = mergeDestinationSelectors(
      (await this.#readMetadata(SELECTORS, destinationSelectorsSchema)) ?? [],
      selectors,
    );
    await this.#writeMetadata(SELECTORS, merged);
    merged.forEach(({ directory }) => this.#selected.add(directory));
  }

  /**
   * Adds fields to the object's status. Top-level keys replace those of earlier steps, `conditions`
   * merge by their type. Kratix takes it over when every step of the pipeline has succeeded.
   *
   * @throws PipelineError for the key `kratix`, and for anything but `message` in a Promise workflow.
   */
  async writeStatus(status: Status): Promise<void> {
    const existing = await this.#readMetadata(STATUS, statusSchema);
    await this.#writeMetadata(
      STATUS,
      mergeStatus(existing ?? {}, status, this.environment.workflowType),
    );
  }

  /**
   * Stops the workflow after this pipeline until a person resumes it. Later steps of this pipeline
   * still run, and nothing that it wrote reaches a Destination.
   */
  async suspend(message: string): Promise<void> {
    await this.#writeControl({ suspend: true, message });
  }

  /**
   * Stops the workflow after this pipeline, and runs the pipeline again after a while.
   *
   * @param duration - in Go's notation, such as `30s` or `1h30m`.
   * @throws PipelineError when Kratix would not understand the duration (`1d`).
   */
  async retryAfter(duration: string, message: string): Promise<void> {
    parseGoDuration(duration);
    await this.#writeControl({ retryAfter: duration, message });
  }

  /**
   * Checks what can only be known when the step has written everything.
   *
   * @throws PipelineError when a directory has a selector and was never written: Kratix would fail.
   * @internal
   */
  async verify(): Promise<void> {
    const control = await this.#readMetadata(CONTROL, workflowControlSchema);
    if (control?.suspend || control?.retryAfter) {
      return;
    }
    for (const directory of this.#selected) {
      const path = join(this.environment.root, 'output', directory);
      const found = await stat(path).catch(() => undefined);
      if (!found?.isDirectory()) {
        throw new PipelineError(
          `Destination selector for directory "${directory}": nothing was written there; write its files in this step, or leave the selector out`,
        );
      }
    }
  }

  async #writeControl(control: WorkflowControl): Promise<void> {
    await this.#writeMetadata(CONTROL, control);
  }

  async #readMetadata<T>(
    name: string,
    parser: ObjectParser<T>,
  ): Promise<T | undefined> {
    const path = join(this.environment.root, 'metadata', name);
    const text = await readFile(path, 'utf8').catch(error => {
      if (errorCode(error) === 'ENOENT') {
        return undefined;
      }
      throw error;
    });
    if (text === undefined) {
      return undefined;
    }
    try {
      return parser.parse(fromYaml(text, name));
    } catch (error) {
      throw new PipelineError(
        `${name} of an earlier step is not what Kratix reads`,
        { cause: error },
      );
    }
  }

  async #writeMetadata(name: string, value: object): Promise<void> {
    const metadata = join(this.environment.root, 'metadata');
    await writeInside(metadata, name, Buffer.from(toYaml(value), 'utf8'));
  }
}
