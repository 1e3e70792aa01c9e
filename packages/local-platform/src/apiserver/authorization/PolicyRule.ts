import { arrayAt } from '../json';
import type { Attributes } from './Attributes';

/** One rule of a Role or ClusterRole: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */
export interface PolicyRule {
  verbs: string[];
  apiGroups: string[];
  resources: string[];
  /** Any name when empty. */
  resourceNames: string[];
  nonResourceURLs: string[];
}

/** Reads the rules of a stored Role or ClusterRole. */
export function readRules(role: unknown): PolicyRule[] {
  return arrayAt(role, 'rules').map(rule => {
    const texts = (key: string) => arrayAt(rule, key).map(String);
    return {
      verbs: texts('verbs'),
      apiGroups: texts('apiGroups'),
      resources: texts('resources'),
      resourceNames: texts('resourceNames'),
      nonResourceURLs: texts('nonResourceURLs'),
    };
  });
}

function holds(values: string[], value: string): boolean {
  return values.includes('*') || values.includes(value);
}

/** Whether a rule allows what is asked for. */
export function ruleAllows(rule: PolicyRule, attributes: Attributes): boolean {
  if (!holds(rule.verbs, attributes.verb)) return false;
  if ('path' in attributes) {
    const { path } = attributes;
    return rule.nonResourceURLs.some(
      url =>
        url === '*' ||
        url === path ||
        (url.endsWith('*') && path.startsWith(url.replace(/\*+$/, ''))),
    );
  }
  const { group, resource, subresource, name } = attributes;
  const names = subresource
    ? [`${resource}/${subresource}`, `*/${subresource}`]
    : [resource];
  return (
    holds(rule.apiGroups, group) &&
    (rule.resources.includes('*') ||
      names.some(one => rule.resources.includes(one))) &&
    // Not `holds`: a name is never a wildcard.
    (rule.resourceNames.length === 0 || rule.resourceNames.includes(name))
  );
}
