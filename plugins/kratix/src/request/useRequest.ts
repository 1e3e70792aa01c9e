import { useApi } from '@backstage/frontend-plugin-api';
import {
  RequestDetails,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { isMoving } from '../components/tone';
import { statusOf } from '../live/errors';
import { Live, useLive } from '../live/useLive';

/** One request, kept up to date. */
export interface LiveRequest extends Live<RequestDetails> {
  /** Whether it was there and is not any more. */
  gone: boolean;
}

export function useRequest(ref: RequestRef): LiveRequest {
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: stringifyRequestRef(ref),
    load: async call => harmless(await kratix.getRequest(ref, call)),
    concerns: signal =>
      (!signal.platform || signal.platform === ref.platform) &&
      (!signal.promise || signal.promise === ref.promise),
    isMoving: request => isMoving(request.state),
  });
  return {
    ...live,
    gone: live.value !== undefined && statusOf(live.error) === 404,
  };
}
