import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { PipelineStatus } from 'backstage-plugin-kratix-common';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo, useRelativeTime } from '../components/TimeAgo';
import { phaseTone } from '../components/tone';
import { kratixTranslationRef } from '../translation';
import { Section } from '../components/Section';

const Pipeline = ({ pipeline }: { pipeline: PipelineStatus }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const format = useRelativeTime();
  const { name, phase, message, attempts, nextRetryAt } = pipeline;
  const retry = nextRetryAt && format(nextRetryAt);
  const notes = [
    attempts !== undefined && attempts > 1
      ? t('request.attempts', { count: attempts })
      : undefined,
    retry ? t('request.retries', { time: retry }) : undefined,
  ].filter(note => note !== undefined);
  return (
    <Flex direction="column" gap="1" role="listitem">
      <Flex align="center" justify="between" gap="3">
        <Flex align="center" gap="3" style={{ minWidth: 0 }}>
          <StateLabel tone={phaseTone(phase)} label={t(`phase.${phase}`)} />
          <Text variant="body-medium" weight="bold" truncate>
            {name}
          </Text>
        </Flex>
        <Text variant="body-small" color="secondary" style={{ flex: 'none' }}>
          <TimeAgo time={pipeline.lastTransitionTime} />
        </Text>
      </Flex>
      {message && (
        <Text variant="body-small" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      )}
      {notes.length > 0 && (
        <Text variant="body-small" color="secondary">
          {notes.join(', ')}
        </Text>
      )}
    </Flex>
  );
};

/** The Pipelines of a request in their order, and how far each has come. */
export const Pipelines = ({ pipelines }: { pipelines: PipelineStatus[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Section title={t('request.pipelines')}>
      {pipelines.length ? (
        <Flex direction="column" gap="3" role="list">
          {pipelines.map(pipeline => (
            <Pipeline key={pipeline.name} pipeline={pipeline} />
          ))}
        </Flex>
      ) : (
        <Text color="secondary">{t('request.noPipelines')}</Text>
      )}
    </Section>
  );
};
