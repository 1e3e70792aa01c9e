import { useEffect, useState } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { UniqueCheckResult } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { UniqueOptions } from './uniqueOptions';

const TYPING_MS = 400;

/** What is known about a value. */
export type UniqueCheck =
  | { status: 'idle' | 'checking' | 'unchecked' }
  | { status: 'done'; result: UniqueCheckResult };

/** Asks whether a value is free, once the person has stopped typing. */
export function useUniqueCheck(
  options: UniqueOptions | undefined,
  value: string,
): UniqueCheck {
  const kratix = useApi(kratixApiRef);
  const key = options && value && JSON.stringify([options, value]);
  const [answer, setAnswer] = useState<{ key: string; check: UniqueCheck }>();
  const platform = options?.platform;
  const promise = options?.promise;
  const field = options?.uniqueField;

  useEffect(() => {
    if (!key || !platform || !promise || !field) {
      return undefined;
    }
    const abort = new AbortController();
    const { signal } = abort;
    const timer = setTimeout(
      () =>
        kratix
          .checkUnique({ platform, promise, field, value }, { signal })
          .then(
            (result): UniqueCheck => ({ status: 'done', result }),
            (): UniqueCheck => ({ status: 'unchecked' }),
          )
          .then(check => {
            if (!signal.aborted) {
              setAnswer({ key, check });
            }
          }),
      TYPING_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [kratix, key, platform, promise, field, value]);

  if (!key) {
    return { status: 'idle' };
  }
  return answer?.key === key ? answer.check : { status: 'checking' };
}
