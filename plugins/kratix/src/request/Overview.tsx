import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Grid } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { TimeAgo } from '../components/TimeAgo';
import { PromiseName } from '../promise/PromiseName';
import { kratixTranslationRef } from '../translation';
import { Applied } from './Applied';
import { HealthRecords } from './HealthRecords';
import { OwnerLink } from './OwnerLink';
import { Pipelines } from './Pipelines';
import { Placements } from './Placements';
import { EntityLinks, useRequestEntities } from './RequestEntities';
import { StatusValues } from './StatusValues';
import { tellsVersion, VersionFact } from './VersionFact';

/** What a request is, what it reports, and where its files are. */
export const Overview = (props: {
  request: RequestDetails;
  hideEntities?: boolean;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { request, hideEntities } = props;
  const { ref, binding } = request;
  const entities = useRequestEntities(ref);
  return (
    <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
      <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
        <StatusValues request={request} />
        <Section title={t('request.details')}>
          <Facts
            facts={[
              [t('common.promise'), <PromiseName {...ref} />],
              [t('common.platform'), ref.platform],
              [t('common.namespace'), ref.namespace],
              [t('requests.name'), ref.name],
              [t('request.kind'), `${request.apiVersion} ${request.kind}`],
              [
                t('requestVersion.title'),
                binding && tellsVersion(binding) ? (
                  <VersionFact binding={binding} />
                ) : undefined,
              ],
              [
                t('common.owner'),
                request.owner && <OwnerLink owner={request.owner} />,
              ],
              [
                t('request.created'),
                request.createdAt && <TimeAgo time={request.createdAt} />,
              ],
              [
                t('request.entities'),
                !hideEntities && entities.length ? (
                  <EntityLinks entities={entities} />
                ) : undefined,
              ],
            ]}
          />
        </Section>
      </Flex>
      <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
        <Pipelines request={request} />
        <Placements requestRef={ref} placements={request.placements} />
        <Applied applied={request.applied ?? []} />
        <HealthRecords health={request.health} />
      </Flex>
    </Grid.Root>
  );
};
