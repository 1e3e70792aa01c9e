/**
 * As whom a call is made to a cluster: as the service account of the platform's access, as a person
 * whom that account impersonates, or with a person's own token.
 *
 * @public
 */
export type WriteIdentity =
  | { type: 'serviceAccount' }
  | { type: 'impersonate'; user: string; groups: string[] }
  | {
      type: 'token';
      /** Of the person; shown to nobody. */
      token: string;
      /** Who it is, for messages. */
      person: string;
    };

/** For messages: who did or tried something. */
export function describeIdentity(identity: WriteIdentity): string {
  switch (identity.type) {
    case 'serviceAccount':
      return 'the service account of Backstage';
    case 'impersonate': {
      const { user, groups } = identity;
      return groups.length
        ? `the impersonated user ${user} with the groups ${groups.join(', ')}`
        : `the impersonated user ${user} without groups`;
    }
    default:
      return `${identity.person} with their own token`;
  }
}
