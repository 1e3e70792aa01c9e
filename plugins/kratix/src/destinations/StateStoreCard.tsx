import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CardBody, Flex, Text } from '@backstage/ui';
import { StateStoreSummary } from 'backstage-plugin-kratix-common';
import { CardTitle } from '../components/CardTitle';
import { clamp } from '../components/clamp';
import { Facts } from '../components/Facts';
import { ListCard } from '../components/ListCard';
import { TimeAgo } from '../components/TimeAgo';
import { WebLink } from '../components/WebLink';
import { kratixTranslationRef } from '../translation';
import { placeState } from './placeState';

const SHOWN = 20;

/** How a state store is doing, and which Destinations it serves. */
export const StateStoreCard = (props: {
  store: StateStoreSummary;
  /** Title of its platform, where there are several. */
  platform?: string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { store, platform } = props;
  const { git, bucket, destinations } = store;
  const state = placeState(store);
  const more = destinations.length - SHOWN;
  return (
    <ListCard label={store.name}>
      <CardTitle
        title={store.name}
        subtitle={t(`storeKind.${store.kind}`)}
        level="h3"
        tone={state.tone}
        state={t(`placeState.${state.name}`)}
      />
      <CardBody>
        <Flex direction="column" gap="3">
          {store.message && store.ready !== true && (
            <Text as="p" style={clamp(8)} title={store.message}>
              {store.message}
            </Text>
          )}
          <Facts
            facts={[
              [t('common.platform'), platform],
              [
                t('store.lastWrite'),
                store.lastWrite && <TimeAgo time={store.lastWrite} />,
              ],
              [t('store.url'), git && <WebLink url={git.url} />],
              [t('store.branch'), git?.branch],
              [t('store.endpoint'), bucket?.endpoint],
              [t('store.bucket'), bucket?.bucketName],
              [t('destination.path'), store.path || undefined],
              [
                t('store.destinations'),
                destinations.length
                  ? [
                      ...destinations.slice(0, SHOWN),
                      ...(more > 0 ? [`+${more}`] : []),
                    ].join(', ')
                  : t('common.none'),
              ],
            ]}
          />
        </Flex>
      </CardBody>
    </ListCard>
  );
};
