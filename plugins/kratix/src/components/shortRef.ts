import { parseEntityRef } from '@backstage/catalog-model';

/**
 * An entity reference without its kind, and without the namespace where that is the default one.
 * Text that is no reference stays as it is.
 */
export function shortRef(ref: string): string {
  try {
    const { namespace, name } = parseEntityRef(ref, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
    return namespace === 'default' ? name : `${namespace}/${name}`;
  } catch {
    return ref;
  }
}
