import { ReactNode, useEffect } from 'react';
import { showChosenTab } from './showChosenTab';

/** The tabs above the page do not give way by themselves: on a phone they scroll, not the page. */
const NARROW_TABS = `
  .bui-PluginHeaderTabsWrapper { overflow-x: auto; white-space: nowrap; }
`;

/**
 * The page's main landmark, for assistive technology. Pages of the new frontend system have none;
 * those of the classic one bring their own.
 */
export const Main = ({ children }: { children: ReactNode }) => {
  useEffect(
    () => showChosenTab(document.querySelector('.bui-PluginHeaderTabsWrapper')),
    [],
  );
  return (
    <main>
      <style>{NARROW_TABS}</style>
      {children}
    </main>
  );
};
