import { spawn } from 'child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'fs/promises';
import { tmpdir } from 'os';
import { join, relative, sep } from 'path';
import {
  type DestinationSelector,
  destinationSelectorsSchema,
} from '../destinationSelectors';
import { objectSchema } from '../objectSchema';
import { performStep, type StepHandlers } from '../runStep';
import { statusSchema } from '../status';
import {
  type WorkflowControl,
  workflowControlSchema,
} from '../workflowControl';
import { fromYaml, toYaml } from '../yaml';
import { z } from 'zod';

/**
 * A step that runs as a process of its own, as it does in a pipeline.
 *
 * @public
 */
export interface StepCommand {
  /** Program and arguments. */
  command: readonly [string, ...string[]];
  /** The working directory. */
  cwd: string;
}

/**
 * What a step runs with. Only the object is needed; the rest follows from it.
 *
 * @public
 */
export interface StepInput {
  /** The request, or the Promise in a Promise workflow. */
  object: object;
  /** Default `configure`. */
  action?: 'configure' | 'delete';
  /** Default `promise` when the object's kind is Promise, else `resource`. */
  type?: 'resource' | 'promise';
  /** Default: the Promise's own name, else the object's kind in lower case. */
  promiseName?: string;
  /** Default `pipeline`. */
  pipelineName?: string;
  /** Default: the kind in lower case with an `s`. */
  plural?: string;
  /** Further environment variables of the container. */
  env?: Readonly<Record<string, string>>;
}

/**
 * What a step left behind.
 *
 * @public
 */
export interface StepResult {
  exitCode: number;
  /** Empty for handlers, which share the test's own standard output. */
  stdout: string;
  stderr: string;
  /** Text of each file by its path below the output directory, sorted. */
  outputs: Record<string, string>;
  /** The status that Kratix would merge into the object's; empty when the step wrote none. */
  status: Record<string, unknown>;
  destinationSelectors: DestinationSelector[];
  /** What the step asked of the workflow; empty when it did not. */
  workflowControl: WorkflowControl;
}

const anyObject = objectSchema(z.unknown());

function environmentOf(input: StepInput, root: string): Record<string, string> {
  const { apiVersion, kind, metadata } = anyObject.parse(input.object);
  const isPromise = kind === 'Promise';
  const slash = apiVersion.indexOf('/');
  return {
    KRATIX_WORKFLOW_ACTION: input.action ?? 'configure',
    KRATIX_WORKFLOW_TYPE: input.type ?? (isPromise ? 'promise' : 'resource'),
    KRATIX_PROMISE_NAME:
      input.promiseName ?? (isPromise ? metadata.name : kind.toLowerCase()),
    KRATIX_PIPELINE_NAME: input.pipelineName ?? 'pipeline',
    KRATIX_OBJECT_KIND: kind,
    KRATIX_OBJECT_GROUP: apiVersion.slice(0, Math.max(slash, 0)),
    KRATIX_OBJECT_VERSION: apiVersion.slice(slash + 1),
    KRATIX_OBJECT_NAME: metadata.name,
    KRATIX_OBJECT_NAMESPACE: metadata.namespace ?? '',
    KRATIX_CRD_PLURAL: input.plural ?? `${kind.toLowerCase()}s`,
    KRATIX_CLUSTER_SCOPED: String(isPromise),
    KRATIX_ROOT: root,
    ...input.env,
  };
}

async function runCommand(
  { command: [program, ...args], cwd }: StepCommand,
  env: Record<string, string>,
): Promise<Pick<StepResult, 'exitCode' | 'stdout' | 'stderr'>> {
  const child = spawn(program, args, {
    cwd,
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const text = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', chunk => (text.stdout += chunk));
  child.stderr.setEncoding('utf8').on('data', chunk => (text.stderr += chunk));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', code => resolve({ exitCode: code ?? 1, ...text }));
  });
}

async function runHandlers(
  handlers: StepHandlers,
  env: Record<string, string>,
): Promise<Pick<StepResult, 'exitCode' | 'stdout' | 'stderr'>> {
  let stderr = '';
  const exitCode = await performStep(handlers, env, line => {
    stderr += `${line}\n`;
  });
  return { exitCode, stdout: '', stderr };
}

async function readOutputs(output: string): Promise<Record<string, string>> {
  const entries = await readdir(output, {
    recursive: true,
    withFileTypes: true,
  });
  const paths = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const outputs: Record<string, string> = {};
  for (const path of paths) {
    const name = relative(output, path).split(sep).join('/');
    outputs[name] = await readFile(path, 'utf8');
  }
  return outputs;
}

async function readYaml(metadata: string, name: string): Promise<unknown> {
  const names = await readdir(metadata);
  return names.includes(name)
    ? fromYaml(await readFile(join(metadata, name), 'utf8'), name)
    : undefined;
}

/**
 * Runs a step against an object in a temporary directory, which is gone afterwards.
 *
 * @param step - the handlers that the step gives to `runStep`, run in this process; or the command that
 * starts it as a process.
 * @throws when the command cannot be started, or what the step wrote is not what Kratix reads.
 * @public
 */
export async function executeStep(
  step: StepHandlers | StepCommand,
  input: StepInput,
): Promise<StepResult> {
  const root = await mkdtemp(join(tmpdir(), 'kratix-step-'));
  try {
    const [output, metadata] = [join(root, 'output'), join(root, 'metadata')];
    await Promise.all(
      [join(root, 'input'), output, metadata].map(path => mkdir(path)),
    );
    await writeFile(join(root, 'input', 'object.yaml'), toYaml(input.object));
    const env = environmentOf(input, root);
    const ended =
      'command' in step
        ? await runCommand(step, env)
        : await runHandlers(step, env);
    return {
      ...ended,
      outputs: await readOutputs(output),
      status: statusSchema.parse(await readYaml(metadata, 'status.yaml')),
      destinationSelectors: destinationSelectorsSchema.parse(
        (await readYaml(metadata, 'destination-selectors.yaml')) ?? [],
      ),
      workflowControl: workflowControlSchema.parse(
        await readYaml(metadata, 'workflow-control.yaml'),
      ),
    };
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}
