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
    !!entityApi(entity) ||
    isPromiseEntity(entity)
  );
}

/**
 * The API of the request that an entity comes from, where the entity names that in place of the
 * Promise, as Kratix's own integration does for some.
 */
export function entityApi(
  entity: Entity,
): { group: string; kind: string } | undefined {
  const annotations = entity.metadata.annotations ?? {};
  const group = annotations[KratixAnnotations.group];
  const kind = annotations[KratixAnnotations.kind];
  return group && kind && annotations[KratixAnnotations.name]
    ? { group, kind }
    : undefined;
}
