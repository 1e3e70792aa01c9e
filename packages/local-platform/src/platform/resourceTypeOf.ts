import { z } from 'zod';
import { KubeClient, KubeObject, ResourceType } from '../kube';

const CRDS: ResourceType = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
};

const BUILT_IN: Record<string, string> = {
  'v1/Namespace': 'namespaces',
  'v1/ConfigMap': 'configmaps',
  'v1/Secret': 'secrets',
  'v1/ServiceAccount': 'serviceaccounts',
  'rbac.authorization.k8s.io/v1/Role': 'roles',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'rolebindings',
  'rbac.authorization.k8s.io/v1/ClusterRole': 'clusterroles',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'clusterrolebindings',
  'apiextensions.k8s.io/v1/CustomResourceDefinition': CRDS.resource,
};

const crdSchema = z.object({
  spec: z.object({
    group: z.string(),
    names: z.object({ kind: z.string(), plural: z.string() }),
  }),
});

/**
 * Under which resource objects of a kind are served.
 *
 * @throws Error when the platform has no such kind.
 */
export async function resourceTypeOf(
  client: KubeClient,
  { apiVersion, kind }: KubeObject,
): Promise<ResourceType> {
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  const builtIn = BUILT_IN[`${apiVersion}/${kind}`];
  if (builtIn) {
    return { group, version, resource: builtIn };
  }
  for (const crd of await client.list(CRDS)) {
    const { spec } = crdSchema.parse(crd);
    if (spec.group === group && spec.names.kind === kind) {
      return { group, version, resource: spec.names.plural };
    }
  }
  throw new Error(`The platform has no kind "${kind}" in ${apiVersion}`);
}
