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

function refuseSecret(manifest: unknown, path: string): void {
  if (!isRecord(manifest)) {
    return;
  }
  const { apiVersion, kind, items } = manifest;
  if (kind === 'Secret' && (apiVersion === undefined || apiVersion === 'v1')) {
    throw new PipelineError(
      `Output ${path} holds a Secret, and outputs are committed to a state store: write something that makes the Secret on the cluster, such as an ExternalSecret or the operator's own resource`,
    );
  }
  if (Array.isArray(items)) {
    items.forEach(item => refuseSecret(item, path));
  }
}

function documentsOf(text: string): unknown[] {
  try {
    return parseAllDocuments(text, { logLevel: 'error' }).map(document =>
      document.toJS(),
    );
  } catch {
    // Text that is no YAML (a chart's template, say) holds no manifest for Kubernetes to apply.
    return [];
  }
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
      documentsOf(Buffer.from(bytes).toString('utf8')).forEach(document =>
        refuseSecret(document, path),
      );
    }
    return bytes;
  }
  const manifests = Array.isArray(content) ? content : [content];
  const documents = manifests.map(manifest => {
    refuseSecret(manifest, path);
    return toYaml(manifest);
  });
  return Buffer.from(documents.join('---\n'), 'utf8');
}
