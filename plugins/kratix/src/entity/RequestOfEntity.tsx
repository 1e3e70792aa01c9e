import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Link, Text } from '@backstage/ui';
import {
  PlatformSummary,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { StaleNotice } from '../components/StaleNotice';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { statusOf } from '../live/errors';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { ChangeLink } from '../request/ChangeLink';
import { DeleteRequest } from '../request/DeleteRequest';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { RequestView } from '../request/RequestView';
import { useRequest } from '../request/useRequest';
import { requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

/** The request that an entity comes from. */
export const RequestOfEntity = (props: {
  requestRef: RequestRef;
  platforms: PlatformSummary[];
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { requestRef: ref, platforms } = props;
  const { platform, promise, namespace, name } = ref;
  const live = useRequest(ref);
  const { value: request, error, gone } = live;

  if (gone) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={t('request.goneTitle', { name })}
        description={t('request.gone')}
      />
    );
  }
  if (!request && statusOf(error) === 404) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('entity.requestMissing')}
        description={t('entity.requestMissingHint', {
          ref: stringifyRequestRef(ref),
        })}
      />
    );
  }
  return (
    <>
      <PlatformNotices platforms={platforms} only={platform} />
      {!request && error && (
        <ErrorNotice error={error} onRetry={live.refetch} />
      )}
      {!request && !error && <RequestSkeleton />}
      {request && (
        <>
          <StaleNotice live={live} />
          <Flex
            justify="between"
            align="center"
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
              {requestLink ? (
                <Link
                  href={requestLink({ platform, promise, namespace, name })}
                  variant="title-small"
                  weight="bold"
                >
                  {t('request.title', { kind: request.kind, name })}
                </Link>
              ) : (
                t('request.title', { kind: request.kind, name })
              )}
            </Text>
            <Flex gap="2">
              <ChangeLink request={request} />
              <DeleteRequest request={request} onDeleted={live.refetch} />
            </Flex>
          </Flex>
          <RequestView request={request} hideEntities />
        </>
      )}
    </>
  );
};
