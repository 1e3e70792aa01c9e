import { useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, SearchField } from '@backstage/ui';
import { ChoiceFilter } from '../components/ChoiceFilter';
import { PageContent } from '../components/PageContent';
import { PlatformNotices } from '../platforms/PlatformNotices';
import { usePlatforms } from '../platforms/usePlatforms';
import { kratixTranslationRef } from '../translation';
import { DestinationCard } from './DestinationCard';
import {
  arrangeDestinations,
  arrangeStores,
  DestinationQuery,
  readDestinationQuery,
  writeDestinationQuery,
} from './destinationQuery';
import { PlaceList } from './PlaceList';
import { StateStoreCard } from './StateStoreCard';
import { useDestinations, useStateStores } from './useDestinations';

/** Where files go: Destinations and the state stores behind them, those in trouble first. */
export const DestinationsPage = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [params, setParams] = useSearchParams();
  const query = useMemo(() => readDestinationQuery(params), [params]);
  const platforms = usePlatforms();
  const destinations = useDestinations();
  const stores = useStateStores();
  const several = (platforms.value?.length ?? 0) > 1;
  const titleOf = (platform: string) =>
    several
      ? platforms.value?.find(({ name }) => name === platform)?.title ??
        platform
      : undefined;
  const update = (change: Partial<DestinationQuery>) =>
    setParams(
      previous =>
        writeDestinationQuery({ ...readDestinationQuery(previous), ...change }),
      { replace: true },
    );
  return (
    <PageContent>
      <PlatformNotices platforms={platforms.value} only={query.platform} />
      <Flex direction="column" gap="6">
        <Flex gap="3" align="center" style={{ flexWrap: 'wrap' }}>
          <SearchField
            size="medium"
            aria-label={t('destination.search')}
            placeholder={t('destination.search')}
            value={query.q}
            onChange={q => update({ q })}
            style={{ flex: '2 1 220px', maxWidth: 360 }}
          />
          {(several || query.platform) && (
            <ChoiceFilter
              label={t('common.platform')}
              all={t('requests.allPlatforms')}
              value={query.platform}
              options={(platforms.value ?? []).map(({ name, title }) => ({
                id: name,
                label: title,
              }))}
              onChange={platform => update({ platform })}
            />
          )}
          <ChoiceFilter
            label={t('requests.state')}
            all={t('requests.allStates')}
            value={query.troubled ? 'troubled' : undefined}
            options={[{ id: 'troubled', label: t('destination.troubled') }]}
            onChange={state => update({ troubled: state === 'troubled' })}
          />
        </Flex>
        <PlaceList
          title={t('pages.destinations')}
          live={destinations}
          arrange={items => arrangeDestinations(items, query)}
          empty={t('destination.empty')}
          noMatch={t('destination.noMatch')}
        >
          {destination => (
            <DestinationCard
              key={`${destination.platform}/${destination.name}`}
              destination={destination}
              platform={titleOf(destination.platform)}
            />
          )}
        </PlaceList>
        <PlaceList
          title={t('store.title')}
          live={stores}
          arrange={items => arrangeStores(items, query)}
          empty={t('store.empty')}
          noMatch={t('store.noMatch')}
        >
          {store => (
            <StateStoreCard
              key={`${store.platform}/${store.kind}/${store.name}`}
              store={store}
              platform={titleOf(store.platform)}
            />
          )}
        </PlaceList>
      </Flex>
    </PageContent>
  );
};
