import { useCallback, useEffect, useRef, useState } from 'react';
import { Attempt, LiveCall } from './Attempt';
import { isTransient, toError } from './errors';
import { doSignalsWork, pollDelay } from './pollDelay';
import { useLastSignal } from './useLastSignal';
import { RequestSignal, useRequestSignals } from './useRequestSignals';

/** What {@link useLive} has got so far. */
export interface Live<T> {
  /** The last good answer to the same question; kept while a newer one is loading or fails. */
  value?: T;
  /** Why the last attempt failed; absent once one succeeds. */
  error?: Error;
  /** When `value` came, in milliseconds since the epoch. */
  loadedAt?: number;
  /** Whether an attempt is under way. */
  loading: boolean;
  /** Asks again, at once. */
  refetch: () => void;
}

/** A question to the backend, and when its answer may have changed. */
export interface LiveOptions<T> {
  /** Names the question: another key drops the last answer and asks anew. */
  key: string;
  /** @param call - options for each call to the backend that it makes */
  load: (call: LiveCall) => Promise<T>;
  /** Whether a signal is about this question. Default: every one is. */
  concerns?: (signal: RequestSignal) => boolean;
  /** Whether the answer tells of Pods. Default: it does not. */
  followsRuns?: boolean;
  /** Whether this answer is expected to change by itself. Default: it is not. */
  isMoving?: (value: T) => boolean;
}

type Answer<T> = Omit<Live<T>, 'refetch'> & { key: string };

/**
 * Keeps the answer to a question up to date: asks once, again on every signal that concerns it and that
 * the answer does not cover yet (at most one attempt at a time, and one more if such signals came
 * meanwhile), and gently by itself as {@link pollDelay} has it.
 */
export function useLive<T>(options: LiveOptions<T>): Live<T> {
  const { key } = options;
  const latest = useRef(options);
  useEffect(() => {
    latest.current = options;
  });
  const [answer, setAnswer] = useState<Answer<T>>({ key, loading: true });
  const [attempt, setAttempt] = useState(0);
  /** The one that is under way, else the last one. */
  const current = useRef<Attempt>();
  const running = useRef(false);
  const again = useRef(false);
  /** Signals that came while it runs. */
  const waiting = useRef<RequestSignal[]>([]);
  const lastSignal = useLastSignal();

  const refetch = useCallback(() => {
    if (running.current) {
      again.current = true;
    } else {
      setAttempt(count => count + 1);
    }
  }, []);

  useRequestSignals(signal => {
    lastSignal.note();
    const { concerns, followsRuns } = latest.current;
    const isNews =
      signal.about === undefined || (signal.about === 'runs' && followsRuns);
    if (isNews && (concerns?.(signal) ?? true)) {
      if (running.current) {
        waiting.current.push(signal);
      } else if (!current.current?.covers(signal)) {
        refetch();
      }
    }
  });

  useEffect(() => {
    const own = new Attempt();
    let timer: ReturnType<typeof setTimeout> | undefined;
    current.current = own;
    running.current = true;
    again.current = false;
    waiting.current = [];

    const look = (outcome: { value?: T; error?: Error }) => {
      const poll = pollDelay({
        moving:
          outcome.value !== undefined &&
          (latest.current.isMoving?.(outcome.value) ?? false),
        failed: !!outcome.error && isTransient(outcome.error),
        sinceSignal: lastSignal.age(),
      });
      if (poll) {
        timer = setTimeout(() => {
          if (poll.always || !doSignalsWork(lastSignal.age())) {
            setAttempt(count => count + 1);
          } else {
            look(outcome);
          }
        }, poll.delay);
      }
    };

    const finish = (outcome: { value?: T; error?: Error }) => {
      if (own.isAborted) {
        return;
      }
      running.current = false;
      setAnswer(previous => ({
        key,
        value: previous.key === key ? previous.value : undefined,
        loadedAt: previous.key === key ? previous.loadedAt : undefined,
        ...(outcome.error
          ? { error: outcome.error }
          : { value: outcome.value, loadedAt: Date.now() }),
        loading: false,
      }));
      if (
        again.current ||
        waiting.current.some(signal => !own.covers(signal))
      ) {
        setAttempt(count => count + 1);
        return;
      }
      look(outcome);
    };

    setAnswer(previous =>
      previous.key === key
        ? { ...previous, loading: true }
        : { key, loading: true },
    );
    latest.current.load(own.call).then(
      value => finish({ value }),
      error => finish({ error: toError(error) }),
    );
    return () => {
      running.current = false;
      own.abort();
      clearTimeout(timer);
    };
  }, [key, attempt, lastSignal]);

  const shown = answer.key === key ? answer : { loading: true };
  return { ...shown, refetch };
}
