import type { KubeObject } from '../../../kube';
import { FieldError, invalid, required } from '../../fieldErrors';
import {
  arrayAt,
  equalJson,
  isJsonObject,
  objectAt,
  stringAt,
} from '../../json';

const rbacGroup = 'rbac.authorization.k8s.io';

/** Sets, in place, the API groups that a binding may leave out. */
export function setRoleGroups(binding: KubeObject): void {
  const role = objectAt(binding, 'roleRef');
  role.apiGroup ||= rbacGroup;
  for (const subject of arrayAt(binding, 'subjects')) {
    if (!isJsonObject(subject)) continue;
    subject.apiGroup ||= subject.kind === 'ServiceAccount' ? '' : rbacGroup;
    if (subject.apiGroup === '') delete subject.apiGroup;
  }
}

function validateRule(rule: unknown, field: string, namespaced: boolean) {
  const errors: FieldError[] = [];
  const has = (key: string) => arrayAt(rule, key).length > 0;
  if (!has('verbs')) {
    errors.push(
      required(`${field}.verbs`, 'verbs must contain at least one value'),
    );
  }
  if (has('nonResourceURLs')) {
    if (namespaced) {
      errors.push(
        invalid(
          `${field}.nonResourceURLs`,
          arrayAt(rule, 'nonResourceURLs'),
          'namespaced rules cannot apply to non-resource URLs',
        ),
      );
    }
    if (['apiGroups', 'resources', 'resourceNames'].some(has)) {
      errors.push(
        invalid(
          `${field}.nonResourceURLs`,
          arrayAt(rule, 'nonResourceURLs'),
          'rules cannot apply to both regular resources and non-resource URLs',
        ),
      );
    }
    return errors;
  }
  if (!has('apiGroups')) {
    errors.push(
      required(
        `${field}.apiGroups`,
        'resource rules must supply at least one api group',
      ),
    );
  }
  if (!has('resources')) {
    errors.push(
      required(
        `${field}.resources`,
        'resource rules must supply at least one resource',
      ),
    );
  }
  return errors;
}

/** Faults of a Role or ClusterRole. */
export function validateRole(role: KubeObject): FieldError[] {
  return arrayAt(role, 'rules').flatMap((rule, index) =>
    validateRule(rule, `rules[${index}]`, role.kind === 'Role'),
  );
}

function validateSubject(subject: unknown, field: string): FieldError[] {
  if (!stringAt(subject, 'name')) return [required(`${field}.name`)];
  if (
    stringAt(subject, 'kind') === 'ServiceAccount' &&
    !stringAt(subject, 'namespace')
  ) {
    return [required(`${field}.namespace`)];
  }
  return [];
}

/** Faults of a RoleBinding or ClusterRoleBinding; on an update also that it gives another role. */
export function validateBinding(
  binding: KubeObject,
  old?: KubeObject,
): FieldError[] {
  return [
    ...arrayAt(binding, 'subjects').flatMap((subject, index) =>
      validateSubject(subject, `subjects[${index}]`),
    ),
    ...(stringAt(objectAt(binding, 'roleRef'), 'name')
      ? []
      : [required('roleRef.name')]),
    ...(old && !equalJson(binding.roleRef, old.roleRef)
      ? [invalid('roleRef', binding.roleRef, 'cannot change roleRef')]
      : []),
  ];
}
