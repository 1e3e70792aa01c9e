import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { EmptyNotice } from '../components/EmptyNotice';
import { ErrorNotice } from '../components/ErrorNotice';
import { PageContent } from '../components/PageContent';
import { StaleNotice } from '../components/StaleNotice';
import { statusOf } from '../live/errors';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { kratixTranslationRef } from '../translation';
import { SourceCard } from './SourceCard';
import { useIngestion } from './useIngestion';

/** What of state stores and platforms is in the catalog, what is not, and why. */
export const IngestionPage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const live = useIngestion();
  const [released, setReleased] = useState<string>();
  const { value: sources, error } = live;
  if (!sources && statusOf(error) === 404) {
    return (
      <PageContent>
        <EmptyNotice
          title={t('ingestion.noModule')}
          hint={t('ingestion.noModuleHint')}
        />
      </PageContent>
    );
  }
  return (
    <PageContent>
      <StaleNotice live={live} />
      {!sources && error && (
        <ErrorNotice error={error} onRetry={live.refetch} />
      )}
      {!sources && !error && <RequestSkeleton />}
      {sources?.length === 0 && (
        <EmptyNotice
          title={t('ingestion.empty')}
          hint={t('ingestion.emptyHint')}
        />
      )}
      {!!sources?.length && (
        <Flex direction="column" gap="4">
          <Text as="p" color="secondary">
            {t('ingestion.intro')}
          </Text>
          {released && (
            <Alert
              role="status"
              status="success"
              icon
              title={t('release.done', { source: released })}
            />
          )}
          <Flex direction="column" gap="4" role="list">
            {sources.map(source => (
              <SourceCard
                key={source.source}
                source={source}
                onReleased={() => {
                  setReleased(source.source);
                  live.refetch();
                }}
              />
            ))}
          </Flex>
        </Flex>
      )}
    </PageContent>
  );
};
