import { arrayAt, objectAt, stringAt } from '../../json';
import type { KubeObject } from '../../../kube';
import { pathSegment } from '../../objects/names';
import { ageColumn, column, createdAtColumn, nameColumn } from '../columns';
import { defineBuiltin } from '../defineBuiltin';
import { anything, list, object, text } from '../schemaBuilders';
import { setRoleGroups, validateBinding, validateRole } from './validateRbac';

const group = 'rbac.authorization.k8s.io';
const version = 'v1';

const rules = list(
  object(
    {
      apiGroups: list(text),
      resources: list(text),
      resourceNames: list(text),
      nonResourceURLs: list(text),
      verbs: list(text),
    },
    ['verbs'],
  ),
);

const binding = object(
  {
    roleRef: object({ apiGroup: text, kind: text, name: text }, [
      'kind',
      'name',
    ]),
    subjects: list(
      object({ apiGroup: text, kind: text, name: text, namespace: text }, [
        'kind',
        'name',
      ]),
    ),
  },
  ['roleRef'],
);

const roleColumn = column('Role', one => {
  const role = objectAt(one, 'roleRef');
  return `${stringAt(role, 'kind')}/${stringAt(role, 'name')}`;
});

function subjects(kind: string) {
  return (one: KubeObject) =>
    arrayAt(one, 'subjects')
      .filter(subject => stringAt(subject, 'kind') === kind)
      .map(subject =>
        kind === 'ServiceAccount'
          ? `${stringAt(subject, 'namespace')}/${stringAt(subject, 'name')}`
          : stringAt(subject, 'name'),
      )
      .join(', ');
}

const bindingColumns = [
  nameColumn,
  roleColumn,
  ageColumn,
  column('Users', subjects('User'), { priority: 1 }),
  column('Groups', subjects('Group'), { priority: 1 }),
  column('ServiceAccounts', subjects('ServiceAccount'), { priority: 1 }),
];

const roles = defineBuiltin({
  group,
  version,
  resource: 'roles',
  kind: 'Role',
  description: 'Rights within a namespace.',
  nameRule: pathSegment,
  schema: object({ rules }),
  columns: [nameColumn, createdAtColumn],
  validate: one => validateRole(one),
});

export const clusterRoles = defineBuiltin({
  group,
  version,
  resource: 'clusterroles',
  kind: 'ClusterRole',
  description: 'Rights in all namespaces and on what has none.',
  namespaced: false,
  nameRule: pathSegment,
  schema: object({ rules, aggregationRule: anything }),
  columns: [nameColumn, createdAtColumn],
  validate: one => validateRole(one),
});

const roleBindings = defineBuiltin({
  group,
  version,
  resource: 'rolebindings',
  kind: 'RoleBinding',
  description: 'Gives the rights of a role to subjects, within a namespace.',
  nameRule: pathSegment,
  schema: binding,
  columns: bindingColumns,
  prepareCreate: setRoleGroups,
  prepareUpdate: setRoleGroups,
  validate: validateBinding,
});

export const clusterRoleBindings = defineBuiltin({
  group,
  version,
  resource: 'clusterrolebindings',
  kind: 'ClusterRoleBinding',
  description: 'Gives the rights of a ClusterRole to subjects, everywhere.',
  namespaced: false,
  nameRule: pathSegment,
  schema: binding,
  columns: bindingColumns,
  prepareCreate: setRoleGroups,
  prepareUpdate: setRoleGroups,
  validate: validateBinding,
});

/** Who may do what; it counts where the API server is asked to authorise. */
export const rbac = [roles, clusterRoles, roleBindings, clusterRoleBindings];

/** Where they are stored. */
export const rbacStorage = {
  roles: roles.storage,
  clusterroles: clusterRoles.storage,
  rolebindings: roleBindings.storage,
  clusterrolebindings: clusterRoleBindings.storage,
};
