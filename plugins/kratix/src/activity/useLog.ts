import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { toError } from '../live/errors';

/** What is kept of a log; the beginning goes first. */
const MOST_CHARACTERS = 2_000_000;

/** What has been read of a log so far. */
export interface LogText {
  text: string;
  /** Whether the beginning is left out. */
  cut: boolean;
  /** Whether more may come. */
  reading: boolean;
  error?: Error;
}

/** Reads the log of a Step, and goes on for as long as the Step runs and somebody looks. */
export function useLog(
  ref: RequestRef,
  step: { pod: string; name: string; follow: boolean },
): LogText {
  const kratix = useApi(kratixApiRef);
  const [log, setLog] = useState<LogText>({
    text: '',
    cut: false,
    reading: true,
  });
  const address = stringifyRequestRef(ref);
  const { pod, name, follow } = step;

  useEffect(() => {
    const leave = new AbortController();
    const read = async () => {
      const response = await kratix.readLog(
        ref,
        { pod, step: name, follow, tail: 10_000 },
        { signal: leave.signal },
      );
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) {
          break;
        }
        const more = decoder.decode(chunk.value, { stream: true });
        setLog(({ text, cut }) => ({
          text: (text + more).slice(-MOST_CHARACTERS),
          cut: cut || text.length + more.length > MOST_CHARACTERS,
          reading: true,
        }));
      }
    };
    setLog({ text: '', cut: false, reading: true });
    read().then(
      () => setLog(before => ({ ...before, reading: false })),
      error => {
        if (!leave.signal.aborted) {
          setLog(before => ({
            ...before,
            reading: false,
            error: toError(error),
          }));
        }
      },
    );
    return () => leave.abort();
    // The parts of the address are in its string.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [kratix, address, pod, name, follow]);

  return log;
}
