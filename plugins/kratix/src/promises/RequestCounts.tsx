import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { PromiseSummary, REQUEST_STATES } from 'backstage-plugin-kratix-common';
import { requestStateTone, Tone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestsRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

const TONES: Tone[] = ['success', 'info', 'warning', 'danger'];

/** How many requests of a Promise are in which state: a bar, and the same in words with a link. */
export const RequestCounts = ({ promise }: { promise: PromiseSummary }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestsLink = useOptionalRouteRef(requestsRouteRef);
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
  const query = new URLSearchParams({
    platform: promise.platform,
    promise: promise.name,
  });
  return (
    <Flex direction="column" gap="1">
      <Flex
        gap="0.5"
        aria-hidden="true"
        style={{ height: 6, borderRadius: 3, overflow: 'hidden' }}
      >
        {TONES.map(tone => {
          const share = counts
            .filter(({ name }) => requestStateTone(name) === tone)
            .reduce((sum, { count }) => sum + count, 0);
          return share ? (
            <div
              key={tone}
              style={{
                flexGrow: share,
                minWidth: 6,
                background: `var(--bui-fg-${tone})`,
              }}
            />
          ) : null;
        })}
      </Flex>
      {requestsLink ? (
        <Link href={`${requestsLink()}?${query}`} variant="body-small">
          {words}
        </Link>
      ) : (
        <Text variant="body-small">{words}</Text>
      )}
    </Flex>
  );
};
