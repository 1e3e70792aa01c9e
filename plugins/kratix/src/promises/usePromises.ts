import { useApi } from '@backstage/frontend-plugin-api';
import { PromiseSummary } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Live, useLive } from '../live/useLive';

/** All Promises that the person may see, on all platforms, kept up to date. */
export function usePromises(): Live<PromiseSummary[]> {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: 'promises',
    load: async call => harmless((await kratix.listPromises({}, call)).items),
    isMoving: items => items.some(({ state }) => state.name !== 'Available'),
  });
}
