import { useApi } from '@backstage/frontend-plugin-api';
import {
  DestinationSummary,
  StateStoreSummary,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Live, useLive } from '../live/useLive';

const isTroubled = ({ ready }: { ready?: boolean }) => ready !== true;

/** The Destinations of all platforms, kept up to date. */
export function useDestinations(): Live<DestinationSummary[]> {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: 'destinations',
    load: async call => harmless((await kratix.listDestinations(call)).items),
    isMoving: items =>
      items.some(item => isTroubled(item) || item.placements.failing > 0),
  });
}

/** The state stores of all platforms, kept up to date. */
export function useStateStores(): Live<StateStoreSummary[]> {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: 'state-stores',
    load: async call => harmless((await kratix.listStateStores(call)).items),
    isMoving: items => items.some(isTroubled),
  });
}
