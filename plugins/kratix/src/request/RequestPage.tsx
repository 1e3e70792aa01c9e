import { useRouteRefParams } from '@backstage/core-plugin-api';
import { Alert, ButtonLink, Container, Flex, Header } from '@backstage/ui';
import { stringifyRequestRef } from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { RequestSkeleton } from './RequestSkeleton';
import { StaleNotice } from '../components/StaleNotice';
import { useRequestTexts } from '../components/useRequestTexts';
import { statusOf } from '../live/errors';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestRouteRef, requestsRouteRef } from '../routes';
import { ChangeLink } from './ChangeLink';
import { DeleteRequest } from './DeleteRequest';
import { Operations } from './Operations';
import { RequestView } from './RequestView';
import { useRequest } from './useRequest';

/** One request. */
export const RequestPage = () => {
  const { t } = useRequestTexts();
  const ref = useRouteRefParams(requestRouteRef);
  const requestsLink = useOptionalRouteRef(requestsRouteRef);
  const platforms = usePlatforms();
  const live = useRequest(ref);
  const { value: request, error, gone } = live;

  return (
    <>
      <Header
        title={
          request
            ? t('request.title', { kind: request.kind, name: ref.name })
            : ref.name
        }
        customActions={
          <Flex gap="2">
            {requestsLink && (
              <ButtonLink href={requestsLink()} variant="tertiary">
                {t('request.all')}
              </ButtonLink>
            )}
            {request && !gone && (
              <>
                <Operations request={request} onDone={live.refetch} />
                <ChangeLink request={request} />
                <DeleteRequest request={request} onDeleted={live.refetch} />
              </>
            )}
          </Flex>
        }
      />
      <Container mb="6">
        <PlatformNotices platforms={platforms.value} only={ref.platform} />
        {gone && (
          <Alert
            role="status"
            status="info"
            icon
            title={t('request.goneTitle', { name: ref.name })}
            description={t('request.gone')}
          />
        )}
        {!request && statusOf(error) === 404 && (
          <Alert
            role="alert"
            status="warning"
            icon
            title={t('request.missing', { ref: stringifyRequestRef(ref) })}
            description={t('request.missingHint')}
          />
        )}
        {!request && error && statusOf(error) !== 404 && (
          <ErrorNotice error={error} onRetry={live.refetch} />
        )}
        {!request && !error && <RequestSkeleton />}
        {request && !gone && (
          <>
            <StaleNotice live={live} />
            <RequestView request={request} />
          </>
        )}
      </Container>
    </>
  );
};
