import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Tab, TabList, TabPanel, Tabs } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { Causes } from '../activity/Causes';
import { Events } from '../activity/Events';
import { Files } from '../activity/Files';
import { Runs } from '../activity/Runs';
import { useDiagnosis } from '../activity/useDiagnosis';
import { kratixTranslationRef } from '../translation';
import { Family } from './Family';
import { ManagedBy } from './ManagedBy';
import { Manifest } from './Manifest';
import { Overview } from './Overview';
import { REQUEST_TABS, RequestTab } from './requestAddress';
import { StateSummary } from './StateSummary';
import { Timeline } from './Timeline';
import { useRequestAddress } from './useRequestAddress';

const LOG_TABS: RequestTab[] = ['runs', 'outputs', 'events'];

/** Everything there is to see of a request: the answer first, and below it its parts. */
export const RequestView = (props: {
  request: RequestDetails;
  /** On the page of an entity that comes from the request a link to that entity leads nowhere. */
  hideEntities?: boolean;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { request, hideEntities } = props;
  const { ref } = request;
  const { address, show } = useRequestAddress();
  const diagnosis = useDiagnosis(request);
  const mayLook = request.allowedActions.includes('readLogs');

  const contents: Record<RequestTab, () => ReactNode> = {
    overview: () => <Overview request={request} hideEntities={hideEntities} />,
    runs: () => <Runs requestRef={ref} />,
    outputs: () => <Files requestRef={ref} />,
    events: () => <Events requestRef={ref} />,
    family: () => <Family requestRef={ref} />,
    manifest: () => <Manifest manifest={request.manifest} />,
  };
  const denied = (
    <Alert
      status="warning"
      icon
      title={t('tab.denied')}
      description={t('tab.deniedHint')}
    />
  );

  return (
    <Flex direction="column" gap="4">
      <StateSummary request={request} cause={diagnosis.value?.items[0]} />
      <Causes live={diagnosis} />
      <Timeline request={request} />
      <ManagedBy request={request} />
      <Tabs
        selectedKey={address.tab}
        onSelectionChange={key => {
          const tab = REQUEST_TABS.find(name => name === key);
          if (tab && tab !== address.tab) {
            show({ tab });
          }
        }}
      >
        <div style={{ overflowX: 'auto', paddingBottom: 2 }}>
          <TabList
            aria-label={t('tab.label')}
            style={{ minWidth: 'max-content', whiteSpace: 'nowrap' }}
          >
            {REQUEST_TABS.map(tab => (
              <Tab key={tab} id={tab}>
                {t(`tab.${tab}`)}
              </Tab>
            ))}
          </TabList>
        </div>
        {REQUEST_TABS.map(tab => (
          <TabPanel
            key={tab}
            id={tab}
            style={{ padding: 'var(--bui-space-4) 0 0' }}
          >
            {LOG_TABS.includes(tab) && !mayLook ? denied : contents[tab]()}
          </TabPanel>
        ))}
      </Tabs>
    </Flex>
  );
};
