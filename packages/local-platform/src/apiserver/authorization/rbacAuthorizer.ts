import { mastersGroup, UserInfo } from '../authentication/UserInfo';
import type { Authorizer } from './Authorizer';
import { PolicyRule, ruleAllows } from './PolicyRule';
import type { RbacPolicy } from './RbacPolicy';
import { describeBinding, subjectOf } from './RoleBinding';

/** The rules that one binding gives a user, or why it gives none. */
type Grant = { rules: PolicyRule[]; by: string } | { error: string };

function* grantsOf(
  policy: RbacPolicy,
  user: UserInfo,
  namespace: string,
): Generator<Grant> {
  for (const scope of namespace ? ['', namespace] : ['']) {
    for (const binding of policy.bindings(scope)) {
      const subject = subjectOf(binding, user);
      if (!subject) continue;
      const ofCluster = binding.role.kind === 'ClusterRole';
      const rules = policy.rules(
        ofCluster ? '' : binding.namespace,
        binding.role.name,
      );
      yield rules
        ? { rules, by: describeBinding(binding, subject) }
        : {
            error: `${
              ofCluster ? 'clusterrole' : 'role'
            }.rbac.authorization.k8s.io "${binding.role.name}" not found`,
          };
    }
  }
}

function join(errors: string[]): string {
  return errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
}

/** Decides by the stored roles and bindings, as Kubernetes' RBAC does; `system:masters` may do everything. */
export function rbacAuthorizer(policy: RbacPolicy): Authorizer {
  return {
    authorize(user, attributes) {
      if (user.groups.includes(mastersGroup)) {
        return { allowed: true, reason: '' };
      }
      const namespace = 'path' in attributes ? '' : attributes.namespace;
      const errors: string[] = [];
      for (const grant of grantsOf(policy, user, namespace)) {
        if ('error' in grant) {
          errors.push(grant.error);
        } else if (grant.rules.some(rule => ruleAllows(rule, attributes))) {
          return { allowed: true, reason: `RBAC: allowed by ${grant.by}` };
        }
      }
      return {
        allowed: false,
        reason: errors.length ? `RBAC: ${join([...new Set(errors)])}` : '',
      };
    },
    rulesFor(user, namespace) {
      const grants = [...grantsOf(policy, user, namespace)];
      return {
        rules: grants.flatMap(one => ('rules' in one ? one.rules : [])),
        errors: grants.flatMap(one => ('error' in one ? [one.error] : [])),
      };
    },
  };
}
