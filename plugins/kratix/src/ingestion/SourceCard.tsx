import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  CardBody,
  Flex,
} from '@backstage/ui';
import {
  IngestionSource,
  IngestionState,
} from 'backstage-plugin-kratix-common';
import { CardTitle } from '../components/CardTitle';
import { Facts } from '../components/Facts';
import { ListCard } from '../components/ListCard';
import { TimeAgo } from '../components/TimeAgo';
import { Tone } from '../components/tone';
import { kratixTranslationRef } from '../translation';
import { ForeignEntities } from './ForeignEntities';
import { HeldRemovals } from './HeldRemovals';
import { Rejections } from './Rejections';

const TONES: Record<IngestionState, Tone> = {
  waiting: 'info',
  current: 'success',
  held: 'warning',
  failing: 'danger',
  unusable: 'danger',
};

const ERROR_TITLES = {
  waiting: 'ingestion.waitsFor',
  current: 'ingestion.readFailed',
  held: 'ingestion.readFailed',
  failing: 'ingestion.readFailed',
  unusable: 'ingestion.unusable',
} as const;

const SHORT_REVISION = 12;

const Part = (props: { title: string; children: ReactNode }) => (
  <Accordion>
    <AccordionTrigger title={props.title} />
    <AccordionPanel>{props.children}</AccordionPanel>
  </Accordion>
);

/** How one source of entities is doing. */
export const SourceCard = (props: {
  source: IngestionSource;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { source, onReleased } = props;
  const { counts, lastRead, revision } = source;
  const isBroken = source.state === 'failing' || source.state === 'unusable';
  return (
    <ListCard label={source.source}>
      <CardTitle
        title={source.source}
        subtitle={source.title}
        level="h2"
        tone={TONES[source.state]}
        state={t(`ingestionState.${source.state}`)}
      />
      <CardBody>
        <Flex direction="column" gap="4">
          {source.error && (
            <Alert
              role={isBroken ? 'alert' : 'status'}
              status={isBroken ? 'danger' : 'info'}
              icon
              title={t(ERROR_TITLES[source.state])}
              description={source.error}
              style={{ overflowWrap: 'anywhere' }}
            />
          )}
          {source.held && (
            <HeldRemovals
              source={source.source}
              hold={source.held}
              onReleased={onReleased}
            />
          )}
          <Facts
            facts={[
              [t('common.platform'), source.platform],
              [
                t('ingestion.lastRead'),
                source.lastReadAt ? (
                  <TimeAgo time={source.lastReadAt} />
                ) : (
                  t('ingestion.neverRead')
                ),
              ],
              [
                t('ingestion.revision'),
                revision && (
                  <span
                    title={revision}
                    style={{ fontFamily: 'var(--bui-font-monospace)' }}
                  >
                    {revision.slice(0, SHORT_REVISION)}
                  </span>
                ),
              ],
              [
                t('ingestion.advanced'),
                source.advancedAt && <TimeAgo time={source.advancedAt} />,
              ],
              [
                t('ingestion.did'),
                lastRead &&
                  t('ingestion.didWhat', {
                    files: lastRead.files.toLocaleString(),
                    added: lastRead.added.toLocaleString(),
                    removed: lastRead.removed.toLocaleString(),
                    duration: Math.round(lastRead.duration).toLocaleString(),
                  }),
              ],
              [t('ingestion.ingested'), counts.ingested.toLocaleString()],
            ]}
          />
          {counts.rejected > 0 && (
            <Part title={t('ingestion.rejected', { count: counts.rejected })}>
              <Rejections source={source} />
            </Part>
          )}
          {counts.foreign > 0 && (
            <Part title={t('ingestion.foreign', { count: counts.foreign })}>
              <ForeignEntities source={source} />
            </Part>
          )}
        </Flex>
      </CardBody>
    </ListCard>
  );
};
