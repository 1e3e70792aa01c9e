import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseGoDuration } from '../duration';
import { InvalidInputError, messageOf } from '../errors';
import { isJsonObject, JsonObject } from '../json';
import { readRegularFile } from './readOutput';

const MAX_BYTES = 1024 * 1024;

async function readYaml(
  directory: string,
  name: string,
): Promise<{ value: unknown } | undefined> {
  const label = `/kratix/metadata/${name}`;
  const content = await readRegularFile(
    path.join(directory, name),
    label,
    MAX_BYTES,
  );
  if (!content) {
    return undefined;
  }
  try {
    return { value: parse(content.toString('utf8')) };
  } catch (error) {
    throw new InvalidInputError(`${label} is not YAML: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/**
 * What a pipeline wants in the status; empty when it wrote no `status.yaml`.
 *
 * @throws InvalidInputError when the file is no map, or touches the key that belongs to Kratix
 */
export async function readStatusFile(directory: string): Promise<JsonObject> {
  const file = await readYaml(directory, 'status.yaml');
  const value = file?.value ?? {};
  if (!isJsonObject(value)) {
    throw new InvalidInputError(
      '/kratix/metadata/status.yaml must be a map of status fields',
    );
  }
  if ('kratix' in value) {
    throw new InvalidInputError(
      "'kratix' is a status field that Kratix manages; remove it from /kratix/metadata/status.yaml",
    );
  }
  return value;
}

/** A pipeline's wish to stop its workflow. */
export interface WorkflowControl {
  message: string;
  /** Milliseconds after which the pipeline runs again; without it somebody must resume it. */
  retryAfter?: number;
}

const controlSchema = z.object({
  suspend: z.boolean().nullish(),
  message: z.string().nullish(),
  retryAfter: z.string().nullish(),
});

/**
 * Whether and how the pipeline wants its workflow to stop here.
 *
 * @throws InvalidInputError when the file is not as it should be, a `retryAfter` in days for example
 */
export async function readWorkflowControl(
  directory: string,
): Promise<WorkflowControl | undefined> {
  const label = '/kratix/metadata/workflow-control.yaml';
  const file = await readYaml(directory, 'workflow-control.yaml');
  const parsed = controlSchema.safeParse(file?.value ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidInputError(
      `${label} is not valid: ${issue.path.join('.') || 'file'}: ${
        issue.message
      }`,
    );
  }
  const { suspend, message, retryAfter } = parsed.data;
  if (!suspend && !retryAfter) {
    return undefined;
  }
  try {
    return {
      message: message ?? '',
      ...(retryAfter && { retryAfter: parseGoDuration(retryAfter) }),
    };
  } catch (error) {
    throw new InvalidInputError(`${label}: retryAfter ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Where the files of one directory of the output are to go. */
export interface DirectorySelector {
  /** A directory directly below the output; `.` for all that no other selector names. */
  directory: string;
  matchLabels: Record<string, string>;
}

const selectorsSchema = z.array(
  z.object({
    directory: z.string().nullish(),
    matchLabels: z.record(z.string()).nullish(),
  }),
);

/**
 * The selectors of `destination-selectors.yaml`; none when there is no such file.
 *
 * @throws InvalidInputError naming the entry: without labels, below a sub-directory, or given twice
 */
export async function readDestinationSelectors(
  directory: string,
): Promise<DirectorySelector[]> {
  const name = 'destination-selectors.yaml';
  const file = await readYaml(directory, name);
  const parsed = selectorsSchema.safeParse(file?.value ?? []);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new InvalidInputError(
      `invalid ${name}: ${issue.path.join('.') || 'file'}: ${issue.message}`,
    );
  }
  const selectors = parsed.data.map((entry, index) => {
    const matchLabels = entry.matchLabels ?? {};
    if (Object.keys(matchLabels).length === 0) {
      throw new InvalidInputError(
        `invalid ${name}: entry with index ${index} has no selectors`,
      );
    }
    const cleaned = path.posix
      .normalize(entry.directory || '.')
      .replace(/(.)\/$/, '$1');
    if (cleaned === '..' || cleaned.includes('/')) {
      throw new InvalidInputError(
        `invalid directory in ${name}: ${cleaned}, sub-directories are not allowed`,
      );
    }
    return { directory: cleaned, matchLabels };
  });
  const seen = new Set<string>();
  for (const selector of selectors) {
    if (seen.has(selector.directory)) {
      throw new InvalidInputError(
        `duplicate entries in ${name}: ${selector.directory}`,
      );
    }
    seen.add(selector.directory);
  }
  return selectors;
}
