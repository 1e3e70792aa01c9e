import { useRouteRefParams } from '@backstage/core-plugin-api';
import { ButtonLink, Flex, Text } from '@backstage/ui';
import { stringifyRequestRef } from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { Notice } from '../components/Notice';
import { PageContent } from '../components/PageContent';
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
import { MissingRights } from './MissingRights';
import { Operations } from './Operations';
import { RequestView } from './RequestView';
import { VersionChoice } from './VersionChoice';
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
    <PageContent>
      <Flex
        align="center"
        justify="between"
        gap="3"
        mb="4"
        style={{ flexWrap: 'wrap' }}
      >
        <Text
          as="h2"
          variant="title-small"
          weight="bold"
          style={{ overflowWrap: 'anywhere', minWidth: 0 }}
        >
          {request
            ? t('request.title', { kind: request.kind, name: ref.name })
            : ref.name}
        </Text>
        <Flex gap="2" style={{ flexWrap: 'wrap' }}>
          {requestsLink && !gone && (
            <ButtonLink href={requestsLink()} variant="tertiary">
              {t('request.all')}
            </ButtonLink>
          )}
          {request && !gone && (
            <>
              <Operations request={request} onDone={live.refetch} />
              <VersionChoice request={request} onDone={live.refetch} />
              <ChangeLink request={request} />
              <DeleteRequest request={request} onDeleted={live.refetch} />
            </>
          )}
        </Flex>
      </Flex>
      {request && !gone && <MissingRights request={request} />}
      <PlatformNotices platforms={platforms.value} only={ref.platform} />
      {gone && (
        <Notice
          role="status"
          status="info"
          icon
          title={t('request.goneTitle', { name: ref.name })}
          description={t('request.gone')}
          customActions={
            requestsLink && (
              <ButtonLink
                size="small"
                variant="secondary"
                href={requestsLink()}
              >
                {t('request.all')}
              </ButtonLink>
            )
          }
        />
      )}
      {!request && statusOf(error) === 404 && (
        <Notice
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
    </PageContent>
  );
};
