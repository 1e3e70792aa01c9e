import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { PAGE_SIZE, readQuery, RequestQuery, writeQuery } from './requestQuery';

/** The query of the Requests page, kept in its address, and the ways to change it. */
export function useRequestQuery() {
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readQuery(params), [params]);
  // Cursors lead forward only; those that were passed lead back.
  const passed = useRef(new Map<number, string | undefined>());

  /** Other rows: back to the first page. */
  const update = useCallback(
    (change: Partial<Omit<RequestQuery, 'cursor' | 'offset'>>) => {
      passed.current.clear();
      setParams(
        previous =>
          writeQuery({
            ...readQuery(previous),
            ...change,
            cursor: undefined,
            offset: 0,
          }),
        // What is typed would fill the history letter by letter; choices are steps to go back by.
        { replace: 'q' in change || 'namespace' in change },
      );
    },
    [setParams],
  );

  const clear = useCallback(
    () =>
      update({
        platform: undefined,
        promise: undefined,
        namespace: undefined,
        owner: undefined,
        state: undefined,
        q: undefined,
      }),
    [update],
  );

  const next = (cursor: string) => {
    passed.current.set(query.offset, query.cursor);
    setParams(
      writeQuery({ ...query, cursor, offset: query.offset + PAGE_SIZE }),
    );
  };

  /** The page before where it is known, else the first one. */
  const back = () => {
    const offset = Math.max(0, query.offset - PAGE_SIZE);
    const cursor = passed.current.get(offset);
    setParams(writeQuery({ ...query, cursor, offset: cursor ? offset : 0 }));
  };

  return { query, update, clear, next, back };
}
