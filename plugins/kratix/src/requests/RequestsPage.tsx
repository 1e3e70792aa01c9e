import { useMemo, useState } from 'react';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  Button,
  ButtonLink,
  Container,
  Table,
  useBreakpoint,
} from '@backstage/ui';
import {
  RequestPage as Rows,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { EmptyNotice } from '../components/EmptyNotice';
import { ErrorNotice } from '../components/ErrorNotice';
import { StaleNotice } from '../components/StaleNotice';
import { isMoving } from '../components/tone';
import { useRequestTexts } from '../components/useRequestTexts';
import { useLive } from '../live/useLive';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { promisesRouteRef, requestRouteRef } from '../routes';
import { requestColumns } from './requestColumns';
import { RequestFilters } from './RequestFilters';
import { isFiltered, PAGE_SIZE, toListOptions } from './requestQuery';
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
    load: signal => kratix.listRequests(options, { signal }),
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
  const texts = useRequestTexts();
  const { t } = texts;
  const kratix = useApi(kratixApiRef);
  const identity = useApi(identityApiRef);
  const { down } = useBreakpoint();
  const promisesLink = useOptionalRouteRef(promisesRouteRef);
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { query, update, clear, next, back } = useRequestQuery();
  const { live, rows } = useRequests(query);
  const platforms = usePlatforms();
  const promises = useLive({
    key: 'promises',
    load: async signal => (await kratix.listPromises({}, { signal })).items,
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

  const narrow = down('md');
  const columns = useMemo(
    () =>
      requestColumns({
        texts,
        promiseTitles: new Map(
          promises.value?.map(item => [
            `${item.platform}/${item.name}`,
            item.title,
          ]),
        ),
        platformTitles:
          platforms.value && platforms.value.length > 1
            ? new Map(platforms.value.map(({ name, title }) => [name, title]))
            : undefined,
        narrow,
      }),
    [texts, promises.value, platforms.value, narrow],
  );
  const data = useMemo(
    () =>
      rows?.items.map(item => ({ ...item, id: stringifyRequestRef(item.ref) })),
    [rows],
  );
  const nextCursor = rows?.pageInfo.nextCursor;
  const descending = query.orderField.startsWith('-');

  return (
    <Container my="6">
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
      {live.error && !live.value ? (
        <ErrorNotice error={live.error} onRetry={live.refetch} />
      ) : (
        <Table
          columnConfig={columns}
          data={data}
          isPending={!data}
          isStale={!!rows && rows !== live.value}
          rowConfig={{
            getHref: row => requestLink?.(requestParams(row.ref)),
          }}
          sort={{
            descriptor: {
              column: query.orderField.replace(/^-/, ''),
              direction: descending ? 'descending' : 'ascending',
            },
            onSortChange: ({ column, direction }) =>
              update({
                orderField: `${direction === 'descending' ? '-' : ''}${column}`,
              }),
          }}
          pagination={
            rows && rows.totalItems > PAGE_SIZE
              ? {
                  type: 'page',
                  pageSize: PAGE_SIZE,
                  pageSizeOptions: NONE,
                  showPageSizeOptions: false,
                  offset: query.offset,
                  totalCount: rows.totalItems,
                  hasNextPage: !!nextCursor,
                  hasPreviousPage: !!query.cursor,
                  onNextPage: () => nextCursor && next(nextCursor),
                  onPreviousPage: back,
                }
              : { type: 'none' }
          }
          emptyState={
            isFiltered(query) ? (
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
            )
          }
        />
      )}
    </Container>
  );
};

/** Route parameters are a record of texts; a reference is one by its fields. */
function requestParams({ platform, promise, namespace, name }: RequestRef) {
  return { platform, promise, namespace, name };
}
