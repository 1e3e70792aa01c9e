import { useRouteRef, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Box, Flex, Link, Text } from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  KratixAnnotations,
  PlatformSummary,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { StaleNotice } from '../components/StaleNotice';
import { statusOf } from '../live/errors';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { ChangeLink } from '../request/ChangeLink';
import { DeleteRequest } from '../request/DeleteRequest';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { RequestView } from '../request/RequestView';
import { useRequest } from '../request/useRequest';
import { requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { entityRequest } from './entityRequest';

const RequestOfEntity = (props: {
  requestRef: RequestRef;
  platforms: PlatformSummary[];
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestLink = useRouteRef(requestRouteRef);
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
            <Text as="h2" variant="title-small">
              {requestLink ? (
                <Link
                  href={requestLink({ platform, promise, namespace, name })}
                  variant="title-small"
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

/** How the request is doing that the entity comes from. */
export const PromiseStatusContent = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { entity } = useEntity();
  const platforms = usePlatforms();
  const known = platforms.value;
  if (!known) {
    return (
      <Box py="4">
        {platforms.error ? (
          <ErrorNotice error={platforms.error} onRetry={platforms.refetch} />
        ) : (
          <RequestSkeleton />
        )}
      </Box>
    );
  }
  const request = entityRequest(entity, known);
  const configured = known.map(({ name }) => name).join(', ');
  const annotation = KratixAnnotations.platform;
  let problem: { title: string; description: string } | undefined;
  if ('missing' in request) {
    problem = {
      title: t('entity.missing'),
      description: t('entity.missingHint', {
        annotations: request.missing.join(', '),
      }),
    };
  } else if ('whichPlatform' in request) {
    problem = {
      title: t('entity.whichPlatform', { annotation }),
      description: t('entity.whichPlatformHint', { platforms: configured }),
    };
  } else if ('unknownPlatform' in request) {
    problem = {
      title: t('entity.unknownPlatform', { platform: request.unknownPlatform }),
      description: t('entity.unknownPlatformHint', {
        annotation,
        platforms: configured,
      }),
    };
  }
  return (
    <Box py="4">
      {problem && <Alert role="alert" status="warning" icon {...problem} />}
      {'ref' in request && (
        <RequestOfEntity requestRef={request.ref} platforms={known} />
      )}
    </Box>
  );
};
