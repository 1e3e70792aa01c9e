import { EntityRefLink } from '@backstage/plugin-catalog-react';

/** The owner stands in an annotation that anybody may have written. */
const ENTITY_REF = /^(group|user):([\w.-]+\/)?[\w.-]+$/i;

/** The owner of a request as a link; as text where it is no reference to a group or person. */
export const OwnerLink = ({ owner }: { owner: string }) =>
  ENTITY_REF.test(owner) ? <EntityRefLink entityRef={owner} /> : <>{owner}</>;
