import { useApi } from '@backstage/frontend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { Flex } from '@backstage/ui';
import { catalogApiRef, EntityRefLink } from '@backstage/plugin-catalog-react';
import {
  KratixAnnotations,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { useLive } from '../live/useLive';

const annotation = (key: string) => `metadata.annotations.${key}`;

/**
 * The entities of the catalog that say they come from a request. One that names no platform counts:
 * Kratix's own integration knows of one platform only.
 */
export function useRequestEntities(ref: RequestRef): Entity[] {
  const catalog = useApi(catalogApiRef);
  const { value } = useLive({
    key: stringifyRequestRef(ref),
    load: async () => {
      const { items } = await catalog.getEntities({
        filter: {
          [annotation(KratixAnnotations.promiseName)]: ref.promise,
          [annotation(KratixAnnotations.name)]: ref.name,
          [annotation(KratixAnnotations.namespace)]: ref.namespace,
        },
        fields: ['kind', 'metadata'],
        limit: 20,
      });
      return items.filter(({ metadata }) => {
        const platform = metadata.annotations?.[KratixAnnotations.platform];
        return !platform || platform === ref.platform;
      });
    },
    concerns: signal => signal.platform === ref.platform,
  });
  return value ?? [];
}

/** Links to entities. */
export const EntityLinks = ({ entities }: { entities: Entity[] }) => (
  <Flex gap="3" style={{ flexWrap: 'wrap' }}>
    {entities.map(entity => (
      <EntityRefLink key={stringifyEntityRef(entity)} entityRef={entity} />
    ))}
  </Flex>
);
