import { KubeObject } from '../kube';

/** An object in the words of Flux: `<kind>/<namespace>/<name>`. */
export function describe({ kind, metadata }: KubeObject): string {
  return [kind, metadata.namespace, metadata.name].filter(Boolean).join('/');
}

/** The group and version in an `apiVersion`. */
export function groupVersionOf(apiVersion: string): {
  group: string;
  version: string;
} {
  const slash = apiVersion.indexOf('/');
  return {
    group: slash < 0 ? '' : apiVersion.slice(0, slash),
    version: apiVersion.slice(slash + 1),
  };
}
