import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Card,
  CardBody,
  Container,
  Flex,
  Grid,
  SearchField,
  Skeleton,
  Text,
} from '@backstage/ui';
import { kratixApiRef } from '../api/kratixApiRef';
import { EmptyNotice } from '../components/EmptyNotice';
import { ErrorNotice } from '../components/ErrorNotice';
import { StaleNotice } from '../components/StaleNotice';
import { useLive } from '../live/useLive';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { kratixTranslationRef } from '../translation';
import { matchesText } from './matchesText';
import { PromiseCard } from './PromiseCard';

const COLUMNS = { initial: '1', sm: '2', lg: '3' } as const;

/** All Promises that the person may see, on all platforms. */
export const PromisesPage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const [text, setText] = useState('');
  const platforms = usePlatforms();
  const promises = useLive({
    key: 'promises',
    load: async signal => (await kratix.listPromises({}, { signal })).items,
    isMoving: items => items.some(({ state }) => state.name !== 'Available'),
  });
  const shown = promises.value?.filter(promise => matchesText(promise, text));
  const titles =
    platforms.value && platforms.value.length > 1
      ? new Map(platforms.value.map(({ name, title }) => [name, title]))
      : undefined;

  return (
    <Container my="6">
      <PlatformNotices platforms={platforms.value} />
      <StaleNotice live={promises} />
      <Flex align="center" justify="between" gap="3" mb="4">
        <SearchField
          aria-label={t('promises.search')}
          placeholder={t('promises.search')}
          value={text}
          onChange={setText}
          style={{ maxWidth: 360 }}
        />
        {shown && (
          <Text variant="body-small" color="secondary" role="status">
            {t('promises.count', { count: shown.length })}
          </Text>
        )}
      </Flex>
      {promises.error && !promises.value && (
        <ErrorNotice error={promises.error} onRetry={promises.refetch} />
      )}
      {promises.loading && !promises.value && !promises.error && (
        <Grid.Root
          columns={COLUMNS}
          gap="4"
          aria-label={t('common.loading')}
          aria-busy="true"
          role="status"
        >
          {[1, 2, 3].map(card => (
            <Card key={card}>
              <CardBody>
                <Flex direction="column" gap="3">
                  <Skeleton height={24} width="40%" />
                  <Skeleton height={40} width="100%" />
                  <Skeleton height={16} width="60%" />
                  <Skeleton height={16} width="100%" />
                </Flex>
              </CardBody>
            </Card>
          ))}
        </Grid.Root>
      )}
      {shown && shown.length > 0 && (
        <Grid.Root columns={COLUMNS} gap="4" role="list">
          {shown.map(promise => (
            <PromiseCard
              key={`${promise.platform}/${promise.name}`}
              promise={promise}
              platform={titles?.get(promise.platform)}
            />
          ))}
        </Grid.Root>
      )}
      {promises.value?.length === 0 && !!platforms.value?.length && (
        <EmptyNotice
          title={t('promises.empty')}
          hint={t('promises.emptyHint')}
        />
      )}
      {!!promises.value?.length && shown?.length === 0 && (
        <EmptyNotice
          title={t('promises.noMatch', { text })}
          action={
            <Button variant="secondary" onPress={() => setText('')}>
              {t('requests.clear')}
            </Button>
          }
        />
      )}
    </Container>
  );
};
