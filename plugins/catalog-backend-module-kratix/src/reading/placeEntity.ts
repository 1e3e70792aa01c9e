import { createHash } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';

/** How the names of a source are kept apart from those of others. */
export interface EntityNaming {
  /** Put before each name. */
  namePrefix?: string;
  /** In place of the namespace that a document says. */
  namespace?: string;
}

const MAX_NAME = 63;
const HASH = 8;

/** A name that the catalog takes; a longer one ends in a hash of all of it. */
function shorten(name: string): string {
  if (name.length <= MAX_NAME) {
    return name;
  }
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH);
  return `${name.slice(0, MAX_NAME - HASH - 1)}-${hash}`;
}

/** The name that a source gives to what a document names. */
export function placeName(
  written: { name: string; namespace?: string },
  { namePrefix = '', namespace }: EntityNaming,
): { name: string; namespace?: string } {
  return {
    name: namePrefix ? shorten(`${namePrefix}${written.name}`) : written.name,
    namespace: namespace ?? written.namespace,
  };
}

/** The entity under the name that its source gives it. What it says about others stays as written. */
export function placeEntity(entity: Entity, naming: EntityNaming): Entity {
  if (!naming.namePrefix && !naming.namespace) {
    return entity;
  }
  return {
    ...entity,
    metadata: { ...entity.metadata, ...placeName(entity.metadata, naming) },
  };
}
