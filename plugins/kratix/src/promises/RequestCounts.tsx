import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { PromiseSummary, REQUEST_STATES } from 'backstage-plugin-kratix-common';
import { ShareBar } from '../components/ShareBar';
import { requestStateTone, Tone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestsRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

const TONES: Tone[] = ['success', 'info', 'warning', 'danger'];

/** How many requests of a Promise are in which state: a bar, and the same in words with a link. */
export const RequestCounts = (props: {
  promise: PromiseSummary;
  /** Only how many in sight; the states for those who do not see the bar. Default: false. */
  short?: boolean;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestsLink = useOptionalRouteRef(requestsRouteRef);
  const { promise, short } = props;
  // In words as in the bar: from good to bad.
  const counts = TONES.flatMap(tone =>
    REQUEST_STATES.filter(name => requestStateTone(name) === tone),
  )
    .map(name => ({ name, count: promise.requestCounts[name] ?? 0 }))
    .filter(({ count }) => count > 0);
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) {
    return (
      <Text variant="body-small" color="secondary">
        {t('promises.noRequests')}
      </Text>
    );
  }
  const words = t('promises.requests', {
    count: total,
    states: counts
      .map(({ name, count }) => `${count} ${t(`state.${name}`)}`)
      .join(', '),
  });
  const label = short ? t('promises.requestTotal', { count: total }) : words;
  const query = new URLSearchParams({
    platform: promise.platform,
    promise: promise.name,
  });
  return (
    <Flex direction="column" gap="1" style={{ width: '100%' }}>
      <ShareBar
        shares={TONES.map(tone => ({
          tone,
          count: counts
            .filter(({ name }) => requestStateTone(name) === tone)
            .reduce((sum, { count }) => sum + count, 0),
        }))}
      />
      {requestsLink ? (
        <Link
          href={`${requestsLink()}?${query}`}
          variant="body-small"
          aria-label={words}
          title={short ? words : undefined}
        >
          {label}
        </Link>
      ) : (
        <Text variant="body-small">{label}</Text>
      )}
    </Flex>
  );
};
