import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Grid } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { DiagnosisNotice } from '../activity/DiagnosisNotice';
import { Events } from '../activity/Events';
import { Files } from '../activity/Files';
import { Folded } from '../activity/Folded';
import { Runs } from '../activity/Runs';
import { TimeAgo } from '../components/TimeAgo';
import { kratixTranslationRef } from '../translation';
import { Facts } from '../components/Facts';
import { Manifest } from './Manifest';
import { OwnerLink } from './OwnerLink';
import { PromiseName } from '../promise/PromiseName';
import { Pipelines } from './Pipelines';
import { Placements } from './Placements';
import { EntityLinks, useRequestEntities } from './RequestEntities';
import { Section } from '../components/Section';
import { StateSummary } from './StateSummary';
import { StatusValues } from './StatusValues';
import { Timeline } from './Timeline';

/** Everything there is to see of a request. */
export const RequestView = (props: {
  request: RequestDetails;
  /** On the page of an entity that comes from the request a link to that entity leads nowhere. */
  hideEntities?: boolean;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { request, hideEntities } = props;
  const { ref } = request;
  const entities = useRequestEntities(ref);
  return (
    <Flex direction="column" gap="4">
      <StateSummary state={request.state} />
      <DiagnosisNotice request={request} />
      <Timeline request={request} />
      {request.managedBy && (
        <Alert
          status="info"
          icon
          title={t('request.managedBy', { manager: request.managedBy })}
        />
      )}
      <Grid.Root columns={{ initial: '1', md: '2' }} gap="4">
        <Flex direction="column" gap="4">
          <Section title={t('request.details')}>
            <Facts
              facts={[
                [t('common.promise'), <PromiseName {...ref} />],
                [t('common.platform'), ref.platform],
                [t('common.namespace'), ref.namespace],
                [t('requests.name'), ref.name],
                [t('request.kind'), `${request.apiVersion} ${request.kind}`],
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
          <StatusValues request={request} />
        </Flex>
        <Flex direction="column" gap="4">
          <Pipelines pipelines={request.pipelines} />
          <Placements requestRef={ref} placements={request.placements} />
        </Flex>
      </Grid.Root>
      {request.allowedActions.includes('readLogs') && (
        <>
          <Folded title={t('runs.title')} subtitle={t('runs.hint')}>
            {() => <Runs requestRef={ref} />}
          </Folded>
          <Folded title={t('events.title')} subtitle={t('events.hint')}>
            {() => <Events requestRef={ref} />}
          </Folded>
          <Folded title={t('files.title')} subtitle={t('files.hint')}>
            {() => <Files requestRef={ref} />}
          </Folded>
        </>
      )}
      <Manifest manifest={request.manifest} />
    </Flex>
  );
};
