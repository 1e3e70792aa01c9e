import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import {
  PromiseQuery,
  readPromiseQuery,
  writePromiseQuery,
} from './promiseQuery';

/** The query of the Promises page, kept in its address, and the way to change it. */
export function usePromiseQuery(): {
  query: PromiseQuery;
  update: (change: Partial<PromiseQuery>) => void;
} {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readPromiseQuery(params), [params]);
  const update = useCallback(
    (change: Partial<PromiseQuery>) =>
      setParams(
        previous =>
          writePromiseQuery({ ...readPromiseQuery(previous), ...change }),
        { replace: true },
      ),
    [setParams],
  );
  return { query, update };
}
