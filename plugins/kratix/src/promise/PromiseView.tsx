import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { ManifestYaml } from '../components/ManifestYaml';
import { PageTabs } from '../components/PageTabs';
import { kratixTranslationRef } from '../translation';
import { PromiseApiTab } from './PromiseApiTab';
import { PromiseDestinations } from './PromiseDestinations';
import { PromiseOverview } from './PromiseOverview';
import { PromiseRequests } from './PromiseRequests';
import { PromiseSummaryAlert } from './PromiseSummaryAlert';
import { PromiseTab, promiseTabs } from './promiseTabs';
import { PromiseVersions } from './PromiseVersions';
import { PromiseWorkflows } from './PromiseWorkflows';
import { usePromiseTab } from './usePromiseTab';

/** Everything there is to see of a Promise: whether it can be had first, the rest by parts. */
export const PromiseView = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const offered = promiseTabs(promise);
  const [tab, choose] = usePromiseTab(offered);
  const { manifest } = promise;
  const content: Record<PromiseTab, () => ReactNode> = {
    overview: () => <PromiseOverview promise={promise} />,
    api: () => <PromiseApiTab promise={promise} />,
    requests: () => <PromiseRequests promise={promise} />,
    workflows: () => <PromiseWorkflows promise={promise} />,
    destinations: () => <PromiseDestinations promise={promise} />,
    versions: () => <PromiseVersions promise={promise} />,
    yaml: () => manifest && <ManifestYaml manifest={manifest} />,
  };
  return (
    <Flex direction="column" gap="4">
      <PromiseSummaryAlert state={promise.state} />
      <PageTabs
        label={promise.title}
        tabs={offered}
        titleOf={name => t(`promiseTab.${name}`)}
        chosen={tab}
        onChoose={choose}
      >
        {name => content[name]()}
      </PageTabs>
    </Flex>
  );
};
