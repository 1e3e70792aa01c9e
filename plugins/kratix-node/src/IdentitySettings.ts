/**
 * Where the name of a person or group on the cluster comes from: the entity reference (`full`:
 * `user:default/alice`, `name`: `alice`), an annotation of the entity, or a field of its profile. The
 * prefix goes before it.
 *
 * @public
 */
export type NameSource = { prefix: string } & (
  | { from: 'entityRef'; form: 'full' | 'name' }
  | { from: 'annotation'; key: string }
  | { from: 'profile'; field: 'email' | 'displayName' }
);

/**
 * As whom a platform is written to, as configured. Reading stays with the service account.
 *
 * `impersonate`: the service account impersonates the person; `oidc`: the person's own token, that of
 * the auth provider, is used.
 *
 * @public
 */
export type IdentitySettings =
  | { type: 'serviceAccount' }
  | { type: 'impersonate'; userFrom: NameSource; groupsFrom: NameSource }
  | { type: 'oidc'; provider: string };
