import { useMemo, useState } from 'react';
import {
  identityApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { Button, ButtonLink, useBreakpoint } from '@backstage/ui';
import { RequestPage as Rows } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { LinesSkeleton } from '../components/Answer';
import { EmptyNotice } from '../components/EmptyNotice';
import { ErrorNotice } from '../components/ErrorNotice';
import { harmless } from '../components/harmless';
import { PageContent } from '../components/PageContent';
import { StaleNotice } from '../components/StaleNotice';
import { isMoving } from '../components/tone';
import { useLive } from '../live/useLive';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { promisesRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { RequestFilters } from './RequestFilters';
import { RequestPager } from './RequestPager';
import { isFiltered, toListOptions } from './requestQuery';
import { RequestTable } from './RequestTable';
import { useRequestQuery } from './useRequestQuery';

const NONE: never[] = [];

const isGroup = (ref: string) => {
  try {
    return parseEntityRef(ref).kind === 'group';
  } catch {
    return false;
  }
};

function useRequests(query: ReturnType<typeof useRequestQuery>['query']) {
  const kratix = useApi(kratixApiRef);
  const options = toListOptions(query);
  const live = useLive({
    key: JSON.stringify(options),
    load: async call => harmless(await kratix.listRequests(options, call)),
    concerns: signal =>
      (!query.platform || signal.platform === query.platform) &&
      (!query.promise || signal.promise === query.promise),
    isMoving: page => page.items.some(({ state }) => isMoving(state)),
  });
  // While another page or filter loads, the rows before it stay in view.
  const [last, setLast] = useState<Rows>();
  if (live.value && live.value !== last) {
    setLast(live.value);
  }
  return { live, rows: live.value ?? (live.error ? undefined : last) };
}

/** All requests that the person may see: filtered, sorted and paged by the backend. */
export const RequestsPage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const identity = useApi(identityApiRef);
  const { down } = useBreakpoint();
  const promisesLink = useOptionalRouteRef(promisesRouteRef);
  const { query, update, clear, next, back } = useRequestQuery();
  const { live, rows } = useRequests(query);
  const platforms = usePlatforms();
  const promises = useLive({
    key: 'promises',
    load: async call => (await kratix.listPromises({}, call)).items,
    concerns: () => false,
  });
  const groups = useLive({
    key: 'groups',
    load: async () =>
      (await identity.getBackstageIdentity()).ownershipEntityRefs.filter(
        isGroup,
      ),
    concerns: () => false,
  });

  const wideOrMedium = down('lg') ? 'medium' : 'wide';
  const room = down('md') ? 'narrow' : wideOrMedium;
  const promiseTitles = useMemo(
    () =>
      new Map(
        promises.value?.map(item => [
          `${item.platform}/${item.name}`,
          item.title,
        ]),
      ),
    [promises.value],
  );
  const platformTitles = useMemo(
    () =>
      platforms.value && platforms.value.length > 1
        ? new Map(platforms.value.map(({ name, title }) => [name, title]))
        : undefined,
    [platforms.value],
  );
  const nextCursor = rows?.pageInfo.nextCursor;

  return (
    <PageContent>
      <PlatformNotices platforms={platforms.value} only={query.platform} />
      <StaleNotice live={live} />
      <RequestFilters
        query={query}
        onChange={update}
        platforms={platforms.value ?? NONE}
        promises={promises.value ?? NONE}
        counts={rows?.counts}
        groups={groups.value ?? NONE}
      />
      {live.error && !live.value && (
        <ErrorNotice error={live.error} onRetry={live.refetch} />
      )}
      {!rows && !live.error && <LinesSkeleton />}
      {rows && rows.items.length > 0 && (
        <>
          <RequestTable
            rows={rows.items}
            orderField={query.orderField}
            onOrder={orderField => update({ orderField })}
            promiseTitles={promiseTitles}
            platformTitles={platformTitles}
            room={room}
            isStale={rows !== live.value}
          />
          <RequestPager
            offset={query.offset}
            shown={rows.items.length}
            total={rows.totalItems}
            onBack={query.cursor ? back : undefined}
            onNext={nextCursor ? () => next(nextCursor) : undefined}
          />
        </>
      )}
      {rows &&
        rows.items.length === 0 &&
        (isFiltered(query) || query.cursor ? (
          <EmptyNotice
            title={t('requests.noMatch')}
            action={
              <Button variant="secondary" onPress={clear}>
                {t('requests.clear')}
              </Button>
            }
          />
        ) : (
          <EmptyNotice
            title={t('requests.empty')}
            hint={t('requests.emptyHint')}
            action={
              promisesLink && (
                <ButtonLink href={promisesLink()} variant="secondary">
                  {t('requests.toPromises')}
                </ButtonLink>
              )
            }
          />
        ))}
    </PageContent>
  );
};
