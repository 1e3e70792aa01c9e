import type { RequestInfo } from '../http/RequestInfo';
import type { Query } from '../http/readQuery';
import { pathSegment } from '../objects/names';
import { parseFieldSelector } from '../selectors/fieldSelector';
import type { ResourceAttributes } from './Attributes';

const verbs: Record<string, string> = {
  POST: 'create',
  GET: 'get',
  HEAD: 'get',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** The one name that a field selector leaves, so that a rule with `resourceNames` can allow a list or watch. */
function selectedName({ fieldSelector }: Query): string {
  const name = parseFieldSelector(fieldSelector ?? '').find(
    one => one.field === 'metadata.name' && !one.negated,
  )?.value;
  return name && pathSegment(name).length === 0 ? name : '';
}

/** What a request for objects asks for. A namespace itself counts as being in the namespace of its name. */
export function readAttributes(
  method: string,
  info: RequestInfo,
  query: Query,
): ResourceAttributes {
  const { group, version, resource, subresource = '', name = '' } = info;
  const isNamespace = group === '' && resource === 'namespaces';
  const attributes = {
    verb: Object.hasOwn(verbs, method) ? verbs[method] : '',
    group,
    version,
    resource,
    subresource,
    namespace: info.namespace ?? (isNamespace ? name : ''),
    name,
  };
  if (name !== '') return attributes;
  if (attributes.verb === 'delete') {
    return { ...attributes, verb: 'deletecollection' };
  }
  if (attributes.verb === 'get') {
    return {
      ...attributes,
      verb: query.watch ? 'watch' : 'list',
      name: selectedName(query),
    };
  }
  return attributes;
}
