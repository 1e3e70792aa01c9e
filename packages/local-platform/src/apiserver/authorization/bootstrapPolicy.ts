import { authenticatedGroup, mastersGroup } from '../authentication/UserInfo';
import { KubeClient, KubeObject, KubeStatusError } from '../../kube';
import { clusterRoleBindings, clusterRoles } from '../resources/builtin/rbac';

const apiVersion = 'rbac.authorization.k8s.io/v1';
const labels = { 'kubernetes.io/bootstrapping': 'rbac-defaults' };

function role(name: string, rules: object[]): KubeObject {
  return { apiVersion, kind: 'ClusterRole', metadata: { name, labels }, rules };
}

function binding(name: string, groups: string[]): KubeObject {
  const apiGroup = 'rbac.authorization.k8s.io';
  return {
    apiVersion,
    kind: 'ClusterRoleBinding',
    metadata: { name, labels },
    roleRef: { apiGroup, kind: 'ClusterRole', name },
    subjects: groups.map(group => ({ apiGroup, kind: 'Group', name: group })),
  };
}

const health = ['/healthz', '/livez', '/readyz', '/version', '/version/'];

const roles = [
  role('cluster-admin', [
    { apiGroups: ['*'], resources: ['*'], verbs: ['*'] },
    { nonResourceURLs: ['*'], verbs: ['*'] },
  ]),
  role('system:basic-user', [
    {
      apiGroups: ['authorization.k8s.io'],
      resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
      verbs: ['create'],
    },
    {
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
      verbs: ['create'],
    },
  ]),
  role('system:discovery', [
    {
      nonResourceURLs: [
        '/api',
        '/api/*',
        '/apis',
        '/apis/*',
        '/openapi',
        '/openapi/*',
        ...health,
      ],
      verbs: ['get'],
    },
  ]),
  role('system:public-info-viewer', [
    { nonResourceURLs: health, verbs: ['get'] },
  ]),
];

const bindings = [
  binding('cluster-admin', [mastersGroup]),
  binding('system:basic-user', [authenticatedGroup]),
  binding('system:discovery', [authenticatedGroup]),
  binding('system:public-info-viewer', [
    authenticatedGroup,
    'system:unauthenticated',
  ]),
];

/**
 * Makes the roles and bindings that every cluster with RBAC begins with, as far as their objects are served here;
 * what is there already is left as it is.
 */
export async function createBootstrapPolicy(client: KubeClient): Promise<void> {
  for (const [type, objects] of [
    [clusterRoles, roles],
    [clusterRoleBindings, bindings],
  ] as const) {
    for (const object of objects) {
      await client.create(type, object).catch(error => {
        const exists =
          error instanceof KubeStatusError && error.reason === 'AlreadyExists';
        if (!exists) throw error;
      });
    }
  }
}
