import { KubeObject } from '../kube';
import { groupVersionOf } from './describe';

/** One object that a Kustomization applied, as Flux keeps it: `<namespace>_<name>_<group>_<kind>` and its version. */
export interface InventoryEntry {
  id: string;
  v: string;
}

/** The entry of an object. */
export function entryOf({
  apiVersion,
  kind,
  metadata,
}: KubeObject): InventoryEntry {
  const { group, version } = groupVersionOf(apiVersion);
  return {
    id: [metadata.namespace ?? '', metadata.name, group, kind].join('_'),
    v: version,
  };
}

/** What an entry stands for; undefined when it is none. Names, groups and kinds hold no `_`. */
export function readEntry({ id, v }: InventoryEntry):
  | {
      apiVersion: string;
      kind: string;
      namespace?: string;
      name: string;
    }
  | undefined {
  const parts = id.split('_');
  if (parts.length !== 4) {
    return undefined;
  }
  const [namespace, name, group, kind] = parts;
  return {
    apiVersion: group ? `${group}/${v}` : v,
    kind,
    namespace: namespace || undefined,
    name,
  };
}
