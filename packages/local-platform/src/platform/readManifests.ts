import { promises as fs } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { KubeObject } from '../kube';

const MAX_BYTES = 5 * 1024 * 1024;

const manifest = z
  .object({
    apiVersion: z.string(),
    kind: z.string(),
    metadata: z
      .object({ name: z.string(), namespace: z.string().optional() })
      .passthrough(),
  })
  .passthrough();

/**
 * The Kubernetes objects in a YAML file.
 *
 * @throws Error that names the file and the reason when any part of it is not one.
 */
export async function readManifests(file: string): Promise<KubeObject[]> {
  const refuse = (reason: string, cause?: unknown) =>
    new Error(`${file}: ${reason}`, { cause });
  const { size } = await fs.stat(file).catch(cause => {
    throw refuse('the file cannot be read', cause);
  });
  if (size > MAX_BYTES) {
    throw refuse(`the file is larger than ${MAX_BYTES} bytes`);
  }
  const documents = parseAllDocuments(await fs.readFile(file, 'utf8'));
  return [...documents].flatMap(document => {
    const [error] = document.errors;
    if (error) {
      throw refuse(error.message, error);
    }
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (cause) {
      throw refuse('the file holds too many aliases', cause);
    }
    if (value === null || value === undefined) {
      return [];
    }
    const parsed = manifest.safeParse(value);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw refuse(
        `not a Kubernetes object: ${issue.path.join('.')} ${issue.message}`,
        parsed.error,
      );
    }
    return [parsed.data];
  });
}

/** The YAML files of a directory, sorted; a file is itself. @throws Error when there is neither. */
export async function yamlFiles(place: string): Promise<string[]> {
  const stat = await fs.stat(place).catch(cause => {
    throw new Error(`There is no file or directory ${place}`, { cause });
  });
  if (!stat.isDirectory()) {
    return [place];
  }
  return (await fs.readdir(place))
    .filter(name => /\.ya?ml$/.test(name))
    .sort()
    .map(name => path.join(place, name));
}

/** The Promises of a directory: itself or the directories in it that hold a `promise.yaml`, with its image mapping. */
export async function findPromises(
  directory: string,
): Promise<Array<{ file: string; images?: string }>> {
  const isFile = async (file: string) =>
    (await fs.stat(file).catch(() => undefined))?.isFile() ?? false;
  const entries = await fs
    .readdir(directory, { withFileTypes: true })
    .catch(cause => {
      throw new Error(`There is no directory ${directory} with Promises`, {
        cause,
      });
    });
  const candidates = [
    directory,
    ...entries
      .filter(entry => entry.isDirectory() && entry.name !== 'node_modules')
      .map(entry => path.join(directory, entry.name))
      .sort(),
  ];
  const found = [];
  for (const candidate of candidates) {
    const file = path.join(candidate, 'promise.yaml');
    const images = path.join(candidate, 'images.yaml');
    if (await isFile(file)) {
      found.push({ file, images: (await isFile(images)) ? images : undefined });
    }
  }
  return found;
}
