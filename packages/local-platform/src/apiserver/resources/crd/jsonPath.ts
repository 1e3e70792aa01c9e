import { JSONPath } from 'jsonpath-plus';
import type { KubeObject } from '../../../kube';

/**
 * The values that a printer column's path (`.status.conditions[?(@.type=="Ready")].status`) finds. Nothing is found
 * where the path cannot be evaluated. Filters are interpreted, never compiled to code.
 */
export function findJsonPath(object: KubeObject, path: string): unknown[] {
  try {
    const found: unknown = JSONPath({
      path: `$${path}`,
      json: object,
      eval: 'safe',
      ignoreEvalErrors: true,
    });
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}
