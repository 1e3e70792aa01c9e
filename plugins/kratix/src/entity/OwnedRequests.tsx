import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import { kratixApiRef } from '../api/kratixApiRef';
import { LinesSkeleton } from '../components/Answer';
import { ErrorNotice } from '../components/ErrorNotice';
import { harmless } from '../components/harmless';
import { RequestRows } from '../components/RequestRows';
import { Section } from '../components/Section';
import { StaleNotice } from '../components/StaleNotice';
import { isMoving } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { useRequestTexts } from '../components/useRequestTexts';
import { useLive } from '../live/useLive';
import { requestsRouteRef } from '../routes';

const SHOWN = 10;

/** What a group has asked for, and how it is doing. */
export const OwnedRequests = ({ entity }: { entity: Entity }) => {
  const { t } = useRequestTexts();
  const kratix = useApi(kratixApiRef);
  const requestsLink = useOptionalRouteRef(requestsRouteRef);
  const owner = stringifyEntityRef(entity);
  const live = useLive({
    key: owner,
    load: async call =>
      harmless(
        await kratix.listRequests(
          { owner, orderField: 'state', limit: SHOWN },
          call,
        ),
      ),
    isMoving: page => page.items.some(({ state }) => isMoving(state)),
  });
  const { value: page, error } = live;
  return (
    <Section title={t('team.requests')}>
      <StaleNotice live={live} />
      {!page && error && <ErrorNotice error={error} onRetry={live.refetch} />}
      {!page && !error && <LinesSkeleton />}
      {page?.items.length === 0 && (
        <Text color="secondary">{t('team.noRequests')}</Text>
      )}
      {!!page?.items.length && (
        <Flex direction="column" gap="3">
          <RequestRows requests={page.items} />
          {requestsLink && (
            <Link
              href={`${requestsLink()}?${new URLSearchParams({ owner })}`}
              variant="body-small"
            >
              {t('team.allRequests', { count: page.totalItems })}
            </Link>
          )}
        </Flex>
      )}
    </Section>
  );
};

/** The same for the entity whose page it is on. */
export const OwnedRequestsCard = () => {
  const { entity } = useEntity();
  return <OwnedRequests entity={entity} />;
};
