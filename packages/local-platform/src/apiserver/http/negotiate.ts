import { KubeStatusError } from '../../kube';

/** The form in which objects are sent. */
export type Representation = 'object' | 'table' | 'metadata';

/**
 * Chooses the first form of an Accept header that is served: JSON, JSON as `meta.k8s.io/v1` Table or
 * PartialObjectMetadata. Throws a 406 Status when there is none.
 */
export function negotiate(accept = '*/*'): Representation {
  for (const range of accept.split(',')) {
    const [type, ...parameters] = range.split(';').map(part => part.trim());
    const values = new Map(
      parameters.map(parameter => {
        const [key, value = ''] = parameter.split('=');
        return [key, value] as const;
      }),
    );
    if (!['application/json', 'application/*', '*/*', ''].includes(type)) {
      continue;
    }
    const as = values.get('as');
    if (!as) return 'object';
    if (values.get('g') !== 'meta.k8s.io' || values.get('v') !== 'v1') continue;
    if (as === 'Table') return 'table';
    if (as.startsWith('PartialObjectMetadata')) return 'metadata';
  }
  throw new KubeStatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json, application/json;as=Table;v=v1;g=meta.k8s.io, application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io',
  );
}
