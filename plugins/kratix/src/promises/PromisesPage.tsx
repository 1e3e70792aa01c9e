import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Grid, Text } from '@backstage/ui';
import { EmptyNotice } from '../components/EmptyNotice';
import { ErrorNotice } from '../components/ErrorNotice';
import { PageContent } from '../components/PageContent';
import { StaleNotice } from '../components/StaleNotice';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { kratixTranslationRef } from '../translation';
import { arrangePromises } from './arrangePromises';
import { PromiseCard } from './PromiseCard';
import { PromiseFilters } from './PromiseFilters';
import { isFiltered } from './promiseQuery';
import { PROMISE_COLUMNS, PromisesSkeleton } from './PromisesSkeleton';
import { PromiseTable } from './PromiseTable';
import { usePromiseQuery } from './usePromiseQuery';
import { usePromises } from './usePromises';

/** As many cards can be taken in at a glance; more are easier found in a table. */
const MOST_CARDS = 12;

const NONE: never[] = [];

/** All Promises that the person may see, on all platforms. */
export const PromisesPage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { query, update } = usePromiseQuery();
  const platforms = usePlatforms();
  const promises = usePromises();
  const { value: all } = promises;
  const shown = useMemo(() => all && arrangePromises(all, query), [all, query]);
  const titles = useMemo(
    () =>
      platforms.value && platforms.value.length > 1
        ? new Map(platforms.value.map(({ name, title }) => [name, title]))
        : undefined,
    [platforms.value],
  );
  const view =
    query.view ?? (all && all.length > MOST_CARDS ? 'table' : 'cards');

  return (
    <PageContent>
      <PlatformNotices platforms={platforms.value} />
      <StaleNotice live={promises} />
      {promises.error && !all && (
        <ErrorNotice error={promises.error} onRetry={promises.refetch} />
      )}
      {promises.loading && !all && !promises.error && <PromisesSkeleton />}
      {all?.length === 0 && !!platforms.value?.length && (
        <EmptyNotice
          title={t('promises.empty')}
          hint={t('promises.emptyHint')}
        />
      )}
      {!!all?.length && shown && (
        <Flex direction="column" gap="4">
          <PromiseFilters
            query={query}
            onChange={update}
            platforms={platforms.value ?? NONE}
            view={view}
          />
          <Text variant="body-small" color="secondary" role="status">
            {isFiltered(query)
              ? t('promises.countOf', {
                  count: all.length,
                  shown: shown.length,
                })
              : t('promises.count', { count: all.length })}
          </Text>
          {shown.length === 0 && (
            <EmptyNotice
              title={
                query.q
                  ? t('promises.noMatch', { text: query.q })
                  : t('promises.noneLeft')
              }
              action={
                <Button
                  variant="secondary"
                  onPress={() =>
                    update({ q: '', platform: undefined, state: undefined })
                  }
                >
                  {t('requests.clear')}
                </Button>
              }
            />
          )}
          {shown.length > 0 && view === 'cards' && (
            <Grid.Root columns={PROMISE_COLUMNS} gap="4" role="list">
              {shown.map(promise => (
                <PromiseCard
                  key={`${promise.platform}/${promise.name}`}
                  promise={promise}
                  platform={titles?.get(promise.platform)}
                />
              ))}
            </Grid.Root>
          )}
          {shown.length > 0 && view === 'table' && (
            <PromiseTable
              promises={shown}
              titles={titles}
              query={query}
              onChange={update}
            />
          )}
        </Flex>
      )}
    </PageContent>
  );
};
