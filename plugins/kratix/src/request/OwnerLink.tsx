import { parseEntityRef } from '@backstage/catalog-model';
import { EntityRefLink } from '@backstage/plugin-catalog-react';

const asEntityRef = (owner: string) => {
  try {
    return parseEntityRef(owner, {
      defaultKind: 'group',
      defaultNamespace: 'default',
    });
  } catch {
    // It stands in an annotation that anybody may have written.
    return undefined;
  }
};

/** The owner of a request as a link; as text where it is no entity reference. */
export const OwnerLink = ({ owner }: { owner: string }) => {
  const ref = asEntityRef(owner);
  return ref ? <EntityRefLink entityRef={ref} /> : <>{owner}</>;
};
