import { Entity } from '@backstage/catalog-model';
import { KratixAnnotations } from 'backstage-plugin-kratix-common';

/** Whether an entity stands for a Promise. */
export function isPromiseEntity(entity: Entity): boolean {
  return (
    entity.metadata.annotations?.[KratixAnnotations.type] === 'promise' ||
    (entity.kind.toLocaleLowerCase('en-US') === 'component' &&
      entity.spec?.type === 'kratix-promise')
  );
}

/**
 * Whether there is a Promise status to show of an entity: it stands for a Promise or comes from a
 * request. For the filters of entity pages, in classic apps for `EntitySwitch.Case`.
 *
 * @public
 */
export function isKratixAvailable(entity: Entity): boolean {
  return (
    !!entity.metadata.annotations?.[KratixAnnotations.promiseName] ||
    isPromiseEntity(entity)
  );
}
