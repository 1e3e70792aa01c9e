import { Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { useLive } from '../live/useLive';
import { EntitySubject, entitySubject } from './entitySubject';

/** What an entity stands for, and the platforms that there are. */
export interface SubjectAnswer {
  subject: EntitySubject;
  platforms: PlatformSummary[];
}

/** Finds out what an entity stands for. Promises are asked for only where it does not name its own. */
export function useEntitySubject(entity: Entity) {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: JSON.stringify(entity.metadata.annotations ?? {}),
    load: async (call): Promise<SubjectAnswer> => {
      const { items: platforms } = await kratix.listPlatforms(call);
      const subject = entitySubject(entity, { platforms });
      if (!('whosePromise' in subject)) {
        return { subject, platforms };
      }
      const { items: promises } = await kratix.listPromises({}, call);
      return {
        subject: entitySubject(entity, { platforms, promises }),
        platforms,
      };
    },
    concerns: ({ promise }) => !promise,
    isMoving: ({ platforms }) =>
      platforms.some(({ reachable, synced }) => !reachable || !synced),
  });
}
