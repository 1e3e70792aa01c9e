import { useApi } from '@backstage/frontend-plugin-api';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
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
    load: async call => {
      const details = await kratix.getPromise(platform, name, call);
      // The manifest is shown as YAML, which escapes what would do harm.
      return { ...harmless(details), manifest: details.manifest };
    },
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
