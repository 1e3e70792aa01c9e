import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';
import { isReservedName, NameSource } from 'backstage-plugin-kratix-node';
import { z } from 'zod';

/** What a header of HTTP carries unchanged: visible ASCII, blanks inside at most. */
const PLAIN = /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/;

const profileSchema = z.object({
  profile: z.object({
    email: z.string().optional().catch(undefined),
    displayName: z.string().optional().catch(undefined),
  }),
});

/**
 * The name of a person or group on a cluster.
 *
 * @param of - the entity reference, and the entity where the source needs it and it exists
 * @returns undefined where the entity does not say
 * @throws NotAllowedError where the name is one that Kubernetes keeps for itself, or none at all
 */
export function clusterName(
  source: NameSource,
  of: { ref: string; entity?: Entity },
): string | undefined {
  const bare = bareName(source, of);
  if (!bare) {
    return undefined;
  }
  const name = `${source.prefix}${bare}`;
  if (isReservedName(bare) || isReservedName(name)) {
    throw new NotAllowedError(
      `${of.ref} would be ${JSON.stringify(
        name,
      )} on the cluster, and Kubernetes keeps names that start with system: for itself; a platform engineer has to change where the name comes from (identity of the platform)`,
    );
  }
  if (!PLAIN.test(bare)) {
    throw new NotAllowedError(
      `${of.ref} would be ${JSON.stringify(
        name,
      )} on the cluster, and such a name may hold visible ASCII characters only; a platform engineer has to change where the name comes from (identity of the platform)`,
    );
  }
  return name;
}

/** Whether the entity has to be read for it. */
export function needsEntity(source: NameSource): boolean {
  return source.from !== 'entityRef';
}

/** Where a name should have been, for messages. */
export function describeSource(source: NameSource): string {
  switch (source.from) {
    case 'annotation':
      return `the annotation ${source.key}`;
    case 'profile':
      return `spec.profile.${source.field}`;
    default:
      return 'its entity reference';
  }
}

function bareName(
  source: NameSource,
  { ref, entity }: { ref: string; entity?: Entity },
): string | undefined {
  switch (source.from) {
    case 'entityRef':
      return source.form === 'name' ? parseEntityRef(ref).name : ref;
    case 'annotation':
      return entity?.metadata.annotations?.[source.key];
    default: {
      const spec = profileSchema.safeParse(entity?.spec);
      return spec.success ? spec.data.profile[source.field] : undefined;
    }
  }
}
