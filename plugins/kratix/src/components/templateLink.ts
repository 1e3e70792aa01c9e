import { parseEntityRef } from '@backstage/catalog-model';

/** Route parameters of the form of a Template; undefined where the reference names none. */
export function templateParams(
  entityRef: string | undefined,
): { namespace: string; templateName: string } | undefined {
  if (!entityRef) {
    return undefined;
  }
  try {
    const { kind, namespace, name } = parseEntityRef(entityRef, {
      defaultKind: 'template',
      defaultNamespace: 'default',
    });
    return kind.toLocaleLowerCase('en-US') === 'template'
      ? { namespace, templateName: name }
      : undefined;
  } catch {
    // Promise authors write it: a reference that is none is as good as none.
    return undefined;
  }
}
