import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { StateStoreFile } from '../git';
import { KubeObject } from '../kube';

const manifest = z
  .object({
    apiVersion: z.string().min(1),
    kind: z.string().min(1),
    metadata: z
      .object({
        name: z.string().min(1),
        namespace: z.string().optional(),
        labels: z.record(z.string()).optional(),
        annotations: z.record(z.string()).optional(),
      })
      .passthrough(),
  })
  .passthrough();

/** A file of a repository that holds no manifests; the message names it. */
export class ManifestError extends Error {
  constructor(path: string, reason: string, options?: { cause?: unknown }) {
    super(`${path}: ${reason}`, options);
    this.name = 'ManifestError';
  }
}

/**
 * The Kubernetes objects in the YAML files of a repository, in their order.
 *
 * @throws ManifestError for the first file that holds something else
 */
export function readManifests(files: StateStoreFile[]): KubeObject[] {
  return files.flatMap(({ path, content }) => {
    const text = Buffer.from(content).toString('utf8');
    return [...parseAllDocuments(text)].flatMap(document => {
      const [error] = document.errors;
      if (error) {
        throw new ManifestError(path, error.message, { cause: error });
      }
      let value: unknown;
      try {
        value = document.toJS({ maxAliasCount: 100 });
      } catch (cause) {
        throw new ManifestError(path, 'it holds too many aliases', { cause });
      }
      if (value === null || value === undefined) {
        return [];
      }
      const parsed = manifest.safeParse(value);
      if (!parsed.success) {
        const [{ path: field, message }] = parsed.error.issues;
        throw new ManifestError(
          path,
          `it is no Kubernetes object: ${field.join('.') || 'it'}: ${message}`,
          { cause: parsed.error },
        );
      }
      return [parsed.data];
    });
  });
}
