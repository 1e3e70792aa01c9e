import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { Causes } from '../activity/Causes';
import { Events } from '../activity/Events';
import { Files } from '../activity/Files';
import { Runs } from '../activity/Runs';
import { useDiagnosis } from '../activity/useDiagnosis';
import { PageTabs } from '../components/PageTabs';
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
      <PageTabs
        label={t('tab.label')}
        tabs={REQUEST_TABS}
        titleOf={tab => t(`tab.${tab}`)}
        chosen={address.tab}
        onChoose={tab => show({ tab })}
      >
        {tab => (LOG_TABS.includes(tab) && !mayLook ? denied : contents[tab]())}
      </PageTabs>
    </Flex>
  );
};
