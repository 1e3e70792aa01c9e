import { InputError } from '@backstage/errors';
import { ApplyRequestBody } from 'backstage-plugin-kratix-common';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { findLoss } from './findLoss';

/** What a manifest holds beyond this is the backend's to refuse, so it is kept. */
const manifestSchema = z
  .object({
    apiVersion: z.string().optional(),
    kind: z.string().optional(),
    metadata: z
      .object({
        name: z.string(),
        namespace: z.string().optional(),
        labels: z.record(z.string()).optional(),
        annotations: z.record(z.string()).optional(),
      })
      .passthrough(),
    spec: z.record(z.unknown()).optional(),
  })
  .passthrough();

/**
 * Reads the manifest of a request.
 *
 * @param manifest - an object, or YAML
 * @param namespace - asked for beside the manifest. Default: that of the manifest, or `default`
 * @throws InputError that says what is wrong with it
 */
export function readManifest(
  manifest: string | Record<string, unknown>,
  namespace?: string,
): ApplyRequestBody['manifest'] {
  const value = typeof manifest === 'string' ? parseYaml(manifest) : manifest;
  const loss = findLoss(value, 'manifest');
  if (loss) {
    throw new InputError(loss);
  }
  const read = manifestSchema.safeParse(value);
  if (!read.success) {
    const issues = read.error.issues.map(({ path, message }) =>
      ['manifest', ...path].join('.').concat(': ', message),
    );
    throw new InputError(issues.join('; '));
  }
  const { metadata } = read.data;
  if (namespace && metadata.namespace && metadata.namespace !== namespace) {
    throw new InputError(
      `The manifest is for the namespace ${metadata.namespace}, and the input namespace is ${namespace}: leave one of them out`,
    );
  }
  return {
    ...read.data,
    metadata: {
      ...metadata,
      namespace: namespace ?? metadata.namespace ?? 'default',
    },
  };
}

function parseYaml(text: string): unknown {
  const document = parseDocument(text);
  // What the parser only warns of, such as an unknown tag, it has taken for something else.
  const [fault] = [...document.errors, ...document.warnings];
  if (fault) {
    throw new InputError(`The manifest is not valid YAML: ${fault.message}`);
  }
  try {
    return document.toJS();
  } catch (error) {
    throw new InputError('The manifest is not valid YAML', error);
  }
}
