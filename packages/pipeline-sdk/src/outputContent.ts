import { parseAllDocuments } from 'yaml';
import { PipelineError } from './PipelineError';
import { toYaml } from './yaml';

/**
 * What a step may write to a file: text and bytes go out as they are, an object as a YAML document,
 * a list of objects as YAML documents in that order.
 *
 * @public
 */
export type OutputContent = string | Uint8Array | object | readonly object[];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** @param seen - lists that were looked through: an alias of YAML may lead back into its own */
function refuseSecret(
  manifest: unknown,
  path: string,
  seen = new Set<unknown>(),
): void {
  if (Array.isArray(manifest) && !seen.has(manifest)) {
    seen.add(manifest);
    manifest.forEach(item => refuseSecret(item, path, seen));
  }
  if (!isRecord(manifest)) {
    return;
  }
  const { apiVersion, kind, items } = manifest;
  if (
    (kind === 'Secret' || kind === 'SecretList') &&
    (apiVersion === undefined || apiVersion === 'v1')
  ) {
    throw new PipelineError(
      `Output ${path} holds a Secret, and outputs are committed to a state store: write something that makes the Secret on the cluster, such as an ExternalSecret or the operator's own resource`,
    );
  }
  refuseSecret(items, path, seen);
}

/** A document that is no YAML (a chart's template, say) holds no manifest; the next one may. */
function documentsOf(text: string): unknown[] {
  return parseAllDocuments(text, { logLevel: 'error' }).flatMap(document => {
    try {
      return [document.toJS()];
    } catch {
      return [];
    }
  });
}

/**
 * The bytes to write for `content`.
 *
 * @throws PipelineError when it holds a Kubernetes Secret, also in text of a YAML or JSON file.
 */
export function outputBytes(path: string, content: OutputContent): Uint8Array {
  if (typeof content === 'string' || content instanceof Uint8Array) {
    const bytes =
      typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
    if (/\.(ya?ml|json)$/i.test(path)) {
      refuseSecret(documentsOf(Buffer.from(bytes).toString('utf8')), path);
    }
    return bytes;
  }
  const manifests = Array.isArray(content) ? content : [content];
  const text = manifests.map(toYaml).join('---\n');
  // What is written counts, not what it was made of: an object may turn itself into JSON.
  refuseSecret(documentsOf(text), path);
  return Buffer.from(text, 'utf8');
}
