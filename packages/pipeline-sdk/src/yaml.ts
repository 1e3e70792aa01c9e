import { parse, stringify } from 'yaml';
import { PipelineError } from './PipelineError';

/**
 * YAML of a value as Kubernetes' JSON would hold it: keys sorted, `undefined` left out, no anchors, no
 * folding. The same content gives the same bytes whatever the order of its keys, and readers of YAML
 * 1.1 (Kubernetes) and 1.2 get the same value back: `yes`, `1e3` or `0777` are quoted.
 */
export function toYaml(value: unknown): string {
  const json = JSON.stringify(value);
  if (json === undefined) {
    throw new PipelineError(
      `A ${typeof value} cannot be written as YAML: pass an object`,
    );
  }
  return stringify(JSON.parse(json), {
    aliasDuplicateObjects: false,
    compat: 'yaml-1.1',
    lineWidth: 0,
    sortMapEntries: true,
  });
}

/** Reads one YAML document; `source` names it in errors. */
export function fromYaml(text: string, source: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new PipelineError(`${source} is not YAML`, { cause: error });
  }
}
