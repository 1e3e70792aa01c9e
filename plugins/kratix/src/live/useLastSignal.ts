import { useMemo } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { SignalApi, signalApiRef } from '@backstage/plugin-signals-react';

/** When the last signal of a connection was heard: one page hears for all its parts. */
const heardAt = new WeakMap<SignalApi, number>();

/** When the last signal was heard, whatever it told. */
export function useLastSignal() {
  const signals = useApiHolder().get(signalApiRef);
  return useMemo(
    () => ({
      note() {
        if (signals) {
          heardAt.set(signals, Date.now());
        }
      },
      /** Milliseconds since then; undefined where there was none. */
      age(): number | undefined {
        const at = signals && heardAt.get(signals);
        return at === undefined ? undefined : Date.now() - at;
      },
    }),
    [signals],
  );
}
