import { ReactNode, useEffect, useRef } from 'react';
import { Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { showChosenTab } from './showChosenTab';

const BAR = 'kratix-tabs';

/** The kit's own marks are placed as if the bar could not scroll. */
const MARKS = `
  .${BAR} .bui-TabActive, .${BAR} .bui-TabHovered { display: none; }
  .${BAR} [role="tab"][aria-selected="true"] { box-shadow: 0 1px var(--bui-fg-primary); }
  .${BAR} [role="tab"]:hover { background: var(--bui-bg-neutral-2); }
`;

/** Once it is in the page, which is later than the tabs themselves are, a chosen one is shown. */
const TabTitle = (props: { title: string; isChosen: boolean }) => {
  const { title, isChosen } = props;
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (isChosen) {
      showChosenTab(text.current?.closest(`.${BAR}`));
    }
  }, [isChosen]);
  return <span ref={text}>{title}</span>;
};

/**
 * Parts of a page, one at a time. Where there is no room for all tabs they scroll, and the chosen one is
 * brought into view.
 */
export function PageTabs<T extends string>(props: {
  /** What they are parts of. */
  label: string;
  tabs: readonly T[];
  titleOf: (tab: T) => string;
  chosen: T;
  onChoose: (tab: T) => void;
  /** Called for the chosen one only. */
  children: (tab: T) => ReactNode;
}) {
  const { tabs, titleOf, chosen, onChoose } = props;
  return (
    <Tabs
      selectedKey={chosen}
      onSelectionChange={key => {
        const tab = tabs.find(name => name === key);
        if (tab && tab !== chosen) {
          onChoose(tab);
        }
      }}
    >
      <div className={BAR} style={{ overflowX: 'auto', paddingBottom: 2 }}>
        <style>{MARKS}</style>
        <TabList
          aria-label={props.label}
          style={{ minWidth: 'max-content', whiteSpace: 'nowrap' }}
        >
          {tabs.map(tab => (
            <Tab key={tab} id={tab}>
              <TabTitle title={titleOf(tab)} isChosen={tab === chosen} />
            </Tab>
          ))}
        </TabList>
      </div>
      {tabs.map(tab => (
        <TabPanel
          key={tab}
          id={tab}
          style={{ padding: 'var(--bui-space-4) 0 0' }}
        >
          {tab === chosen && props.children(tab)}
        </TabPanel>
      ))}
    </Tabs>
  );
}
