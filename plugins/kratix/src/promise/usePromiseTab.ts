import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';
import { PROMISE_TABS, PromiseTab } from './promiseTabs';

/** The part of a Promise that is shown, kept in the address: on its page and on those of entities. */
export function usePromiseTab(
  offered: PromiseTab[],
): [PromiseTab, (tab: unknown) => void] {
  const [params, setParams] = useSearchParams();
  const tab = offered.find(name => name === params.get('tab')) ?? 'overview';
  const choose = useCallback(
    (chosen: unknown) =>
      setParams(previous => {
        const next = new URLSearchParams(previous);
        next.delete('tab');
        const known = PROMISE_TABS.find(name => name === chosen);
        if (known && known !== 'overview') {
          next.set('tab', known);
        }
        return next;
      }),
    [setParams],
  );
  return [tab, choose];
}
