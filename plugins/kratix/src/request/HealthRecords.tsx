import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { HealthState, RequestHealth } from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { Tone } from '../components/tone';
import { kratixTranslationRef } from '../translation';

const TONES: Record<HealthState, Tone> = {
  unknown: 'warning',
  ready: 'success',
  healthy: 'success',
  unhealthy: 'danger',
  degraded: 'warning',
};

/** What health checks say about what a request brought; nothing where there are none. */
export const HealthRecords = ({ health }: { health?: RequestHealth }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  if (!health?.records.length) {
    return null;
  }
  return (
    <Section title={t('request.healthRecords')}>
      <ShowMore items={health.records} first={10}>
        {records => (
          <Flex direction="column" gap="3" role="list">
            {records.map(({ state, source, details }, index) => (
              <Flex
                key={`${source} ${index}`}
                direction="column"
                gap="1"
                role="listitem"
                style={{ overflowWrap: 'anywhere' }}
              >
                <Flex align="center" gap="3">
                  <StateLabel
                    tone={TONES[state]}
                    label={t(`health.${state}`)}
                  />
                  <Text variant="body-medium">{source}</Text>
                </Flex>
                {details && (
                  <Text variant="body-small" color="secondary">
                    {details}
                  </Text>
                )}
              </Flex>
            ))}
          </Flex>
        )}
      </ShowMore>
    </Section>
  );
};
