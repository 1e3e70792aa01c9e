import { useApi } from '@backstage/frontend-plugin-api';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { statusOf } from '../live/errors';
import { Live, useLive } from '../live/useLive';

/** One Promise, kept up to date. */
export interface LivePromise extends Live<PromiseDetails> {
  /** Whether it was there and is not any more. */
  gone: boolean;
}

export function usePromise(platform: string, name: string): LivePromise {
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: `${platform}/${name}`,
    load: signal => kratix.getPromise(platform, name, { signal }),
    concerns: signal =>
      (!signal.platform || signal.platform === platform) &&
      (!signal.promise || signal.promise === name),
    isMoving: ({ state }) => state.name !== 'Available',
  });
  return {
    ...live,
    gone: live.value !== undefined && statusOf(live.error) === 404,
  };
}
