import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { parseEntityRef } from '@backstage/catalog-model';

function isEntityRef(text: string): boolean {
  try {
    const { kind, namespace, name } = parseEntityRef(text, {
      defaultNamespace: 'default',
    });
    return [kind, namespace, name].every(part => /^[\w.-]+$/.test(part));
  } catch {
    return false;
  }
}

/** An entity as a link to its page; as text where it is no reference to one. */
export const EntityName = ({ entityRef }: { entityRef: string }) =>
  isEntityRef(entityRef) ? (
    <EntityRefLink entityRef={entityRef} />
  ) : (
    <>{entityRef}</>
  );
