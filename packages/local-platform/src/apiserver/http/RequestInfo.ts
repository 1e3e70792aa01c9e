import { badRequest } from '../statusErrors';

/** What the path of a request for objects names. */
export interface RequestInfo {
  group: string;
  version: string;
  resource: string;
  /** Undefined for cluster-scoped objects, and for lists over all namespaces. */
  namespace?: string;
  name?: string;
  subresource?: string;
}

function segments(pathname: string): string[] {
  try {
    return pathname
      .split('/')
      .filter(Boolean)
      .map(part => decodeURIComponent(part));
  } catch {
    throw badRequest('the path is not a valid URL path');
  }
}

/**
 * Reads a path under `/api/v1` or `/apis/<group>/<version>`. Undefined when it names no resource.
 */
export function readPath(pathname: string): RequestInfo | undefined {
  const [root, ...rest] = segments(pathname);
  if (root !== 'api' && root !== 'apis') return undefined;
  const group = root === 'api' ? '' : rest.shift();
  const [version, ...path] = rest;
  if (group === undefined || version === undefined || path.length === 0) {
    return undefined;
  }
  const inNamespace =
    path[0] === 'namespaces' &&
    path.length >= 3 &&
    // The namespace's own subresources.
    !(group === '' && ['status', 'finalize'].includes(path[2]));
  const namespace = inNamespace ? path[1] : undefined;
  const [resource, name, subresource, ...more] = inNamespace
    ? path.slice(2)
    : path;
  if (more.length) return undefined;
  return { group, version, resource, namespace, name, subresource };
}
