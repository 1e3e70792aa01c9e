import type { UserInfo } from '../authentication/UserInfo';
import { KubeStatusError } from '../../kube';
import { forbiddenObject } from '../statusErrors';
import type { Attributes } from './Attributes';

function refusal(user: UserInfo, attributes: Attributes): string {
  const who = `User ${JSON.stringify(user.username)} cannot ${attributes.verb}`;
  if ('path' in attributes) {
    return `${who} path ${JSON.stringify(attributes.path)}`;
  }
  const { group, resource, subresource, namespace } = attributes;
  const what = subresource ? `${resource}/${subresource}` : resource;
  const where = namespace
    ? `in the namespace ${JSON.stringify(namespace)}`
    : 'at the cluster scope';
  return `${who} resource ${JSON.stringify(what)} in API group ${JSON.stringify(
    group,
  )} ${where}`;
}

/** The answer to what is not allowed, word for word that of Kubernetes: clients take the missing rule from it. */
export function forbidden(
  user: UserInfo,
  attributes: Attributes,
  reason: string,
): KubeStatusError {
  const text = refusal(user, attributes)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;');
  const why = reason ? `${text}: ${reason}` : text;
  return 'path' in attributes
    ? new KubeStatusError(403, 'Forbidden', `forbidden: ${why}`, {})
    : forbiddenObject(attributes, attributes.name, why);
}
