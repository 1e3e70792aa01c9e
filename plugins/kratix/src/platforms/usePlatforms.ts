import { useApi } from '@backstage/frontend-plugin-api';
import { PlatformSummary } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Live, useLive } from '../live/useLive';

/**
 * The configured platforms and how they are doing; looked at again while one is not in order, and when a
 * signal tells of a platform as a whole.
 */
export function usePlatforms(): Live<PlatformSummary[]> {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: 'platforms',
    load: async call => harmless((await kratix.listPlatforms(call)).items),
    concerns: ({ promise }) => !promise,
    isMoving: platforms =>
      platforms.some(({ reachable, synced }) => !reachable || !synced),
  });
}
