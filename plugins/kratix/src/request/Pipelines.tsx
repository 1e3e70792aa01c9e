import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { PipelineStatus, RequestDetails } from 'backstage-plugin-kratix-common';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo, useRelativeTime } from '../components/TimeAgo';
import { phaseTone } from '../components/tone';
import { kratixTranslationRef } from '../translation';
import { Section } from '../components/Section';
import { ShowMore } from '../components/ShowMore';
import { useRequestAddress } from './useRequestAddress';

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
      <Flex
        align="center"
        justify="between"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex
          align="center"
          gap="3"
          style={{ minWidth: 0, flexWrap: 'wrap', overflowWrap: 'anywhere' }}
        >
          <StateLabel tone={phaseTone(phase)} label={t(`phase.${phase}`)} />
          <Text variant="body-medium" weight="bold">
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
export const Pipelines = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { linkTo } = useRequestAddress();
  const { pipelines, allowedActions } = request;
  return (
    <Section title={t('request.pipelines')}>
      {pipelines.length ? (
        <Flex direction="column" gap="3">
          <ShowMore items={pipelines} first={10}>
            {shown => (
              <Flex direction="column" gap="3" role="list">
                {shown.map((pipeline, index) => (
                  <Pipeline
                    key={`${pipeline.name} ${index}`}
                    pipeline={pipeline}
                  />
                ))}
              </Flex>
            )}
          </ShowMore>
          {allowedActions.includes('readLogs') && (
            <Link href={linkTo({ tab: 'runs' })}>{t('request.steps')}</Link>
          )}
        </Flex>
      ) : (
        <Text color="secondary">{t('request.noPipelines')}</Text>
      )}
    </Section>
  );
};
