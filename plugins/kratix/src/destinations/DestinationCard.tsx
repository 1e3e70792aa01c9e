import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { CardBody, Flex, Text } from '@backstage/ui';
import { DestinationSummary } from 'backstage-plugin-kratix-common';
import { CardTitle } from '../components/CardTitle';
import { clamp } from '../components/clamp';
import { Facts } from '../components/Facts';
import { ListCard } from '../components/ListCard';
import { ShareBar } from '../components/ShareBar';
import { ShortBadge } from '../components/ShortBadge';
import { TimeAgo } from '../components/TimeAgo';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { Failures } from './Failures';
import { placeState } from './placeState';

const Placed = ({ placements }: Pick<DestinationSummary, 'placements'>) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { total, written, failing } = placements;
  const waiting = Math.max(0, total - written - failing);
  if (!total) {
    return <Text color="secondary">{t('destination.nothingPlaced')}</Text>;
  }
  const parts = [
    t('destination.written', { number: written }),
    waiting > 0 && t('destination.waiting', { number: waiting }),
    failing > 0 && t('destination.failing', { number: failing }),
  ];
  return (
    <Flex direction="column" gap="1">
      <ShareBar
        shares={[
          { tone: 'success', count: written },
          { tone: 'info', count: waiting },
          { tone: 'danger', count: failing },
        ]}
      />
      <Text variant="body-small">
        {t('destination.placements', {
          count: total,
          parts: parts.filter(Boolean).join(', '),
        })}
      </Text>
    </Flex>
  );
};

const storeText = (
  t: KratixTexts,
  { name, kind }: NonNullable<DestinationSummary['stateStore']>,
) =>
  kind === 'GitStateStore' || kind === 'BucketStateStore'
    ? `${name} (${t(`storeKind.${kind}`)})`
    : `${name} (${kind})`;

/** How a Destination is doing, and what is placed there. */
export const DestinationCard = (props: {
  destination: DestinationSummary;
  /** Title of its platform, where there are several. */
  platform?: string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { destination, platform } = props;
  const { name, labels, placements, stateStore, failures } = destination;
  const state = placeState({
    ready: destination.ready,
    failing: placements.failing,
  });
  return (
    <ListCard label={name}>
      <CardTitle
        title={name}
        level="h3"
        tone={state.tone}
        state={t(`placeState.${state.name}`)}
      />
      <CardBody>
        <Flex direction="column" gap="3">
          {destination.message && destination.ready !== true && (
            <Text as="p" style={clamp(8)} title={destination.message}>
              {destination.message}
            </Text>
          )}
          <Placed placements={placements} />
          {!!failures?.length && (
            <Failures failures={failures} total={placements.failing} />
          )}
          <Flex gap="2" style={{ flexWrap: 'wrap' }}>
            {Object.entries(labels).map(([key, value]) => (
              <ShortBadge key={key} text={`${key}=${value}`} />
            ))}
          </Flex>
          <Facts
            facts={[
              [t('common.platform'), platform],
              [
                t('destination.lastWrite'),
                destination.lastWrite && (
                  <TimeAgo time={destination.lastWrite} />
                ),
              ],
              [t('destination.store'), stateStore && storeText(t, stateStore)],
              [t('destination.path'), destination.path],
              [
                t('destination.layout'),
                t(`filepathMode.${destination.filepathMode}`),
              ],
              [
                t('destination.takes'),
                t(
                  destination.strictMatchLabels
                    ? 'destination.strict'
                    : 'destination.lenient',
                ),
              ],
            ]}
          />
        </Flex>
      </CardBody>
    </ListCard>
  );
};
