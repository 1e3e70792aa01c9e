import { useApi } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  RequestSummary,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { LinesSkeleton } from '../components/Answer';
import { ErrorNotice } from '../components/ErrorNotice';
import { Section } from '../components/Section';
import { StaleNotice } from '../components/StaleNotice';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { isMoving, requestTone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { useRequestTexts } from '../components/useRequestTexts';
import { useLive } from '../live/useLive';
import { requestRouteRef, requestsRouteRef } from '../routes';

const SHOWN = 10;

const OwnedRequest = ({ request }: { request: RequestSummary }) => {
  const { t, stateLabel } = useRequestTexts();
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { kind, state, createdAt } = request;
  const { platform, promise, namespace, name } = request.ref;
  const title = t('request.title', { kind, name });
  return (
    <Flex direction="column" gap="1" role="listitem">
      <Flex justify="between" align="center" gap="3">
        <Text variant="body-medium" truncate>
          {requestLink ? (
            <Link href={requestLink({ platform, promise, namespace, name })}>
              {title}
            </Link>
          ) : (
            title
          )}
        </Text>
        <Flex align="center" gap="3" style={{ flex: 'none' }}>
          <StateLabel tone={requestTone(state)} label={stateLabel(state)} />
          <Text variant="body-small" color="secondary">
            <TimeAgo time={createdAt} style="narrow" />
          </Text>
        </Flex>
      </Flex>
      {state.name !== 'Ready' && (
        <Text
          variant="body-small"
          color="secondary"
          style={{ overflowWrap: 'anywhere' }}
        >
          {state.reason}
        </Text>
      )}
    </Flex>
  );
};

/** What a group has asked for, and how it is doing. */
export const OwnedRequests = ({ entity }: { entity: Entity }) => {
  const { t } = useRequestTexts();
  const kratix = useApi(kratixApiRef);
  const requestsLink = useOptionalRouteRef(requestsRouteRef);
  const owner = stringifyEntityRef(entity);
  const live = useLive({
    key: owner,
    load: signal =>
      kratix.listRequests(
        { owner, orderField: 'state', limit: SHOWN },
        { signal },
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
          <Flex direction="column" gap="3" role="list">
            {page.items.map(request => (
              <OwnedRequest
                key={stringifyRequestRef(request.ref)}
                request={request}
              />
            ))}
          </Flex>
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
