import type { KubeObject } from '../../kube';
import { serviceAccountUsername } from '../authentication/serviceAccountUser';
import type { UserInfo } from '../authentication/UserInfo';
import { arrayAt, objectAt, stringAt } from '../json';

/** Whom a binding gives a role to. */
interface Subject {
  kind: string;
  name: string;
  namespace: string;
}

/** A RoleBinding, or a ClusterRoleBinding, whose namespace is ''. */
export interface RoleBinding {
  name: string;
  namespace: string;
  role: { kind: string; name: string };
  subjects: Subject[];
}

/** Reads a stored binding. */
export function readBinding(object: KubeObject): RoleBinding {
  const { name, namespace = '' } = object.metadata;
  const role = objectAt(object, 'roleRef');
  return {
    name,
    namespace,
    role: { kind: stringAt(role, 'kind'), name: stringAt(role, 'name') },
    subjects: arrayAt(object, 'subjects').map(subject => ({
      kind: stringAt(subject, 'kind'),
      name: stringAt(subject, 'name'),
      namespace: stringAt(subject, 'namespace') || namespace,
    })),
  };
}

/** The subject through which a binding applies to a user. */
export function subjectOf(
  binding: RoleBinding,
  user: UserInfo,
): Subject | undefined {
  return binding.subjects.find(({ kind, name, namespace }) => {
    if (kind === 'User') return name === user.username;
    if (kind === 'Group') return user.groups.includes(name);
    return (
      kind === 'ServiceAccount' &&
      namespace !== '' &&
      serviceAccountUsername(namespace, name) === user.username
    );
  });
}

/** A binding in the words of Kubernetes' audit log. */
export function describeBinding(
  { name, namespace, role }: RoleBinding,
  subject: Subject,
): string {
  const [kind, id] = namespace
    ? ['RoleBinding', `${name}/${namespace}`]
    : ['ClusterRoleBinding', name];
  const to =
    subject.kind === 'ServiceAccount'
      ? `${subject.name}/${subject.namespace}`
      : subject.name;
  return `${kind} "${id}" of ${role.kind} "${role.name}" to ${subject.kind} "${to}"`;
}
