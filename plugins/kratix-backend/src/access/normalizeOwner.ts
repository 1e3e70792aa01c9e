import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';

const ENTITY_REF = /^[a-z][a-z0-9]*:[a-z0-9._-]+\/[a-z0-9._-]+$/;

/**
 * The full, lower-case entity reference that an owner means: `platform` is
 * `group:default/platform`.
 *
 * @returns undefined where the text is no entity reference
 */
export function normalizeOwner(owner: string): string | undefined {
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
    return ENTITY_REF.test(ref) ? ref : undefined;
  } catch {
    return undefined;
  }
}
