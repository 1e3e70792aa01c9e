import { useApi } from '@backstage/frontend-plugin-api';
import {
  DiagnosisList,
  RequestDetails,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { Live, useLive } from '../live/useLive';

const NOTHING: DiagnosisList = { items: [], notChecked: [] };

/** Whether there is nothing to explain, so that nobody needs to be asked. */
function isFine({ state }: RequestDetails): boolean {
  const sick = state.health === 'unhealthy' || state.health === 'degraded';
  return state.name === 'Ready' && !sick;
}

/**
 * What is wrong with a request, asked anew whenever its state changes; while its Pipelines are at work
 * also in between, because Kratix does not tell of what their Pods go through.
 */
export function useDiagnosis(request: RequestDetails): Live<DiagnosisList> {
  const kratix = useApi(kratixApiRef);
  const { ref, state } = request;
  const fine = isFine(request);
  return useLive({
    key: [stringifyRequestRef(ref), state.name, state.reason].join(' '),
    load: async call =>
      fine ? NOTHING : harmless(await kratix.diagnoseRequest(ref, call)),
    concerns: signal =>
      !fine &&
      signal.platform === ref.platform &&
      signal.promise === ref.promise,
    followsRuns: true,
    isMoving: () => state.name === 'Running' || state.name === 'Deleting',
  });
}
