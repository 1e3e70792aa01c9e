import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  ButtonLink,
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
import { Notice } from '../components/Notice';
import { TimeAgo } from '../components/TimeAgo';
import { Tone } from '../components/tone';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { platformsRouteRef } from '../routes';
import { KratixTexts, kratixTranslationRef } from '../translation';
import { ForeignEntities } from './ForeignEntities';
import { HeldRemovals } from './HeldRemovals';
import { Rejections } from './Rejections';

const TONES: Record<IngestionState, Tone> = {
  waiting: 'info',
  current: 'success',
  held: 'warning',
  unreachable: 'warning',
  failing: 'danger',
  unusable: 'danger',
};

const ERROR_TITLES = {
  waiting: 'ingestion.waitsFor',
  current: 'ingestion.readFailed',
  held: 'ingestion.readFailed',
  unreachable: 'ingestion.unreachable',
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

/** What a read did; nothing of documents where it looked at none. */
const readText = (
  t: KratixTexts,
  kind: IngestionSource['kind'],
  read: NonNullable<IngestionSource['lastRead']>,
) =>
  [
    read.files > 0 &&
      t(
        kind === 'platform'
          ? 'ingestion.lookedAtObjects'
          : 'ingestion.lookedAtDocuments',
        { files: read.files },
      ),
    t('ingestion.didWhat', {
      added: read.added,
      removed: read.removed,
      duration: Math.round(read.duration),
    }),
  ]
    .filter(Boolean)
    .join(' ');

/** How one source of entities is doing. */
export const SourceCard = (props: {
  source: IngestionSource;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const platformsLink = useOptionalRouteRef(platformsRouteRef);
  const { source, onReleased } = props;
  const { counts, lastRead, revision } = source;
  const tone = TONES[source.state];
  const isUnreachable = source.state === 'unreachable';
  return (
    <ListCard label={source.source}>
      <CardTitle
        title={source.source}
        subtitle={source.title}
        level="h2"
        tone={tone}
        state={t(`ingestionState.${source.state}`)}
      />
      <CardBody>
        <Flex direction="column" gap="4">
          {source.error && (
            <Notice
              role={tone === 'info' ? 'status' : 'alert'}
              status={tone === 'success' ? 'danger' : tone}
              icon
              title={t(ERROR_TITLES[source.state])}
              description={
                isUnreachable
                  ? `${source.error} ${t('ingestion.unreachableHint')}`
                  : source.error
              }
              customActions={
                isUnreachable && platformsLink ? (
                  <ButtonLink
                    size="small"
                    variant="secondary"
                    href={platformsLink()}
                  >
                    {t('ingestion.toPlatforms')}
                  </ButtonLink>
                ) : undefined
              }
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
                lastRead && readText(t, source.kind, lastRead),
              ],
              [
                t('ingestion.ingested'),
                t('common.number', { number: counts.ingested }),
              ],
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
