import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink, Flex, Text } from '@backstage/ui';
import { ErrorNotice } from '../components/ErrorNotice';
import { PageContent } from '../components/PageContent';
import { StaleNotice } from '../components/StaleNotice';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { ingestionRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { PlatformCard } from './PlatformCard';
import { usePlatforms } from './usePlatforms';

/** The configured platforms: whether they answer, how old what is known is, and what is missing. */
export const PlatformsPage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const ingestionLink = useOptionalRouteRef(ingestionRouteRef);
  const live = usePlatforms();
  const { value: platforms, error } = live;
  return (
    <PageContent>
      <StaleNotice live={live} />
      {!platforms && error && (
        <ErrorNotice error={error} onRetry={live.refetch} />
      )}
      {!platforms && !error && <RequestSkeleton />}
      {platforms?.length === 0 && (
        <Alert status="info" icon title={t('platforms.none')} />
      )}
      {!!platforms?.length && (
        <Flex direction="column" gap="4">
          <Flex
            justify="between"
            align="center"
            gap="3"
            style={{ flexWrap: 'wrap' }}
          >
            <Text as="p" color="secondary">
              {t('platform.intro')}
            </Text>
            {ingestionLink && (
              <ButtonLink href={ingestionLink()} variant="tertiary">
                {t('platform.ingestion')}
              </ButtonLink>
            )}
          </Flex>
          <Flex direction="column" gap="4" role="list">
            {platforms.map(platform => (
              <PlatformCard key={platform.name} platform={platform} />
            ))}
          </Flex>
        </Flex>
      )}
    </PageContent>
  );
};
