import type { KubeObject } from '../../kube';
import { dns1123Subdomain } from '../objects/names';
import { allVerbs, groupVersion, ServedResource } from './ServedResource';

type Given = Pick<
  ServedResource,
  'group' | 'version' | 'resource' | 'kind' | 'schema' | 'columns'
> &
  Partial<ServedResource>;

/** A kind that Kubernetes itself brings, with what most of them have in common. */
export function defineBuiltin(given: Given): ServedResource {
  const apiVersion = groupVersion(given);
  const keep = (object: KubeObject): KubeObject => ({ ...object, apiVersion });
  return {
    listKind: `${given.kind}List`,
    singular: given.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    namespaced: true,
    hasStatus: false,
    hasGeneration: false,
    custom: false,
    verbs: allVerbs,
    storage: { group: given.group, resource: given.resource },
    nameRule: dns1123Subdomain,
    selectableFields: {},
    toStored: keep,
    fromStored: keep,
    ...given,
  };
}
