import { useApi } from '@backstage/frontend-plugin-api';
import {
  RequestRef,
  RunList,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Live, useLive } from '../live/useLive';

const isMoving = ({ items }: RunList) =>
  items.some(({ phase }) => phase === 'Pending' || phase === 'Running');

/** The runs of a request's Pipelines that are kept, the youngest first. */
export function useRuns(requestRef: RequestRef): Live<RunList> {
  const kratix = useApi(kratixApiRef);
  return useLive({
    key: stringifyRequestRef(requestRef),
    load: async call => harmless(await kratix.listRuns(requestRef, call)),
    concerns: ({ promise }) => promise === requestRef.promise,
    followsRuns: true,
    isMoving,
  });
}
