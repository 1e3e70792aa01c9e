import { useEffect, useRef } from 'react';
import { useApiHolder } from '@backstage/frontend-plugin-api';
import { signalApiRef } from '@backstage/plugin-signals-react';

/** What a signal of the channel `kratix:requests` says: where something changed, and no names. */
export interface RequestSignal {
  platform?: string;
  /** Absent where the platform as a whole is doing otherwise. */
  promise?: string;
  /** Of the platform, as answers name it. */
  revision?: string;
  /** `runs`: only Pods of Pipelines went on. `alive`: nothing changed, but signals work. */
  about?: string;
}

const text = (value: unknown) =>
  typeof value === 'string' ? value : undefined;

/**
 * Calls back for every signal about requests. Subscribes to the API itself because the hook for
 * signals keeps the last one only: of two that arrive together one would be lost.
 */
export function useRequestSignals(onSignal: (signal: RequestSignal) => void) {
  const signals = useApiHolder().get(signalApiRef);
  const callback = useRef(onSignal);
  useEffect(() => {
    callback.current = onSignal;
  });
  useEffect(() => {
    const subscription = signals?.subscribe('kratix:requests', message =>
      callback.current({
        platform: text(message.platform),
        promise: text(message.promise),
        revision: text(message.revision),
        about: text(message.about),
      }),
    );
    return () => subscription?.unsubscribe();
  }, [signals]);
}
