import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { AppliedStatus } from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { Tone } from '../components/tone';
import { kratixTranslationRef } from '../translation';

const TONES: Record<AppliedStatus['state'], Tone> = {
  applied: 'success',
  pending: 'info',
  failed: 'danger',
  unknown: 'warning',
};

/** Whether the GitOps agents of its Destinations have applied what is written; nothing without any. */
export const Applied = ({ applied }: { applied: AppliedStatus[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  if (!applied.length) {
    return null;
  }
  return (
    <Section title={t('applied.title')}>
      <ShowMore items={applied} first={10}>
        {items => (
          <Flex direction="column" gap="3" role="list">
            {items.map(({ placement, agent, destination, ...status }) => (
              <Flex
                key={`${placement} ${agent}`}
                direction="column"
                gap="1"
                role="listitem"
                style={{ overflowWrap: 'anywhere' }}
              >
                <Flex align="center" justify="between" gap="3">
                  <StateLabel
                    tone={TONES[status.state]}
                    label={t(`applied.${status.state}`)}
                  />
                  <Text
                    variant="body-small"
                    color="secondary"
                    style={{ flex: 'none' }}
                  >
                    <TimeAgo time={status.time} />
                  </Text>
                </Flex>
                <Text variant="body-small">
                  {t('applied.by', { destination, agent })}
                </Text>
                {status.message && (
                  <Text variant="body-small">{status.message}</Text>
                )}
              </Flex>
            ))}
          </Flex>
        )}
      </ShowMore>
    </Section>
  );
};
