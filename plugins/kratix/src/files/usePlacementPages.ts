import { useApi, useApiHolder } from '@backstage/frontend-plugin-api';
import { scmIntegrationsApiRef } from '@backstage/integration-react';
import {
  placementPath,
  PlacementSummary,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { useLive } from '../live/useLive';
import { gitPages } from './gitPages';

/** Pages of what a placement has written, on the host of its state store. */
export interface PlacementPages {
  commit?: string;
  /** The page of a file of the placement. */
  file?: (path: string) => string;
}

/**
 * Tells where the files of a placement can be looked at. Nothing is known where the person may not see
 * Destinations and state stores, the host is none of those that Backstage knows, or nothing is written.
 */
export function usePlacementPages(
  request: RequestRef,
): (placement: PlacementSummary) => PlacementPages {
  const kratix = useApi(kratixApiRef);
  const integrations = useApiHolder().get(scmIntegrationsApiRef);
  const places = useLive({
    key: request.platform,
    load: async call => {
      const [destinations, stores] = await Promise.all([
        kratix.listDestinations(call),
        kratix.listStateStores(call),
      ]);
      return { destinations: destinations.items, stores: stores.items };
    },
    concerns: () => false,
  });
  return placement => {
    const commit = placement.versionId;
    const destination = places.value?.destinations.find(
      ({ platform, name }) =>
        platform === request.platform && name === placement.destination,
    );
    const store = places.value?.stores.find(
      ({ platform, kind, name }) =>
        platform === request.platform &&
        kind === destination?.stateStore?.kind &&
        name === destination?.stateStore?.name,
    );
    const pages =
      store?.git &&
      gitPages(store.git.url, url => integrations?.byUrl(url)?.type);
    if (!commit || !destination || !store || !pages) {
      return {};
    }
    const folder = placementPath({ request, placement, destination, store });
    return {
      commit: pages.commit(commit),
      file:
        folder === undefined
          ? undefined
          : path => pages.file(commit, folder ? `${folder}/${path}` : path),
    };
  };
}
