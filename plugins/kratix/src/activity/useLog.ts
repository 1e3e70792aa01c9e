import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import {
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { toError } from '../live/errors';
import { LogBuffer } from './LogBuffer';

/** How often what has been read is shown: a log may come in thousands of pieces. */
const SHOW_MS = 200;
/** Lines from the end that are asked for. */
const TAIL = 10_000;

/** What has been read of a log so far. */
export interface LogLines {
  lines: string[];
  /** How many lines are left out at the beginning. */
  dropped: number;
  /** Whether more may come. */
  reading: boolean;
  error?: Error;
}

const NOTHING: LogLines = { lines: [], dropped: 0, reading: true };

/** Reads the log of a Step, and goes on for as long as the Step runs and somebody looks. */
export function useLog(
  ref: RequestRef,
  step: { pod: string; name: string; follow: boolean; previous: boolean },
): LogLines {
  const kratix = useApi(kratixApiRef);
  const [log, setLog] = useState(NOTHING);
  const address = stringifyRequestRef(ref);
  const { pod, name, follow, previous } = step;

  useEffect(() => {
    const leave = new AbortController();
    const buffer = new LogBuffer();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const show = (rest: { reading: boolean; error?: Error }) => {
      clearTimeout(timer);
      timer = undefined;
      if (!leave.signal.aborted) {
        setLog({ lines: buffer.lines, dropped: buffer.dropped, ...rest });
      }
    };
    const read = async () => {
      const response = await kratix.readLog(
        ref,
        {
          pod,
          step: name,
          follow: follow || undefined,
          previous: previous || undefined,
          tail: TAIL,
        },
        { signal: leave.signal },
      );
      const reader = response.body?.getReader();
      const decoder = new TextDecoder();
      for (;;) {
        const chunk = await reader?.read();
        if (!chunk || chunk.done) {
          break;
        }
        buffer.append(decoder.decode(chunk.value, { stream: true }));
        timer ??= setTimeout(show, SHOW_MS, { reading: true });
      }
      buffer.append(decoder.decode());
    };
    setLog(NOTHING);
    read().then(
      () => show({ reading: false }),
      error => show({ reading: false, error: toError(error) }),
    );
    return () => {
      leave.abort();
      clearTimeout(timer);
    };
    // The parts of the address are in its string.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [kratix, address, pod, name, follow, previous]);

  return log;
}
