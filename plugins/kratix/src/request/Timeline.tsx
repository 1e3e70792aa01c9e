import { useId, useState } from 'react';
import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button, Card, CardBody, Flex, Text } from '@backstage/ui';
import {
  PlacementSummary,
  RequestDetails,
} from 'backstage-plugin-kratix-common';
import { durationText } from '../components/durationText';
import { legible } from '../components/legible';
import { ToneDot } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { Tone } from '../components/tone';
import { useRequestTexts } from '../components/useRequestTexts';
import { usePlacementPages } from '../files/usePlacementPages';
import { Commit } from './Commit';
import { PipelineSteps } from './PipelineSteps';
import { timelineOf, TimelineStage } from './timelineOf';
import { useRequestAddress } from './useRequestAddress';

const TONES: Record<TimelineStage['state'], Tone | undefined> = {
  done: 'success',
  active: 'info',
  held: 'warning',
  problem: 'danger',
  waiting: undefined,
};

/** A ring where nothing has happened yet. */
const Mark = ({ tone }: { tone?: Tone }) =>
  tone ? (
    <ToneDot tone={tone} />
  ) : (
    <span
      aria-hidden="true"
      style={{
        width: 8,
        height: 8,
        flex: 'none',
        boxSizing: 'border-box',
        borderRadius: '50%',
        border: '2px solid var(--bui-fg-secondary)',
      }}
    />
  );

/** The placement that came to be written last, as far as Kratix says. */
function latestWrite(
  placements: PlacementSummary[],
): PlacementSummary | undefined {
  return placements.reduce<PlacementSummary | undefined>(
    (last, item) =>
      !last || (item.since ?? '') > (last.since ?? '') ? item : last,
    undefined,
  );
}

/** States in which what the Pipelines do is what one wants to know. */
const OF_PIPELINES = ['Running', 'Failed', 'Suspended'];

/** How far a request has come: side by side where there is room, else one below the other. */
export const Timeline = ({ request }: { request: RequestDetails }) => {
  const { t } = useRequestTexts();
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const destinations = new Set(
    request.placements.map(({ destination }) => destination),
  ).size;
  const { address } = useRequestAddress();
  const stepsId = useId();
  const [chosen, setChosen] = useState<boolean>();
  const mayLook = request.allowedActions.includes('readLogs');
  // The cluster is asked for them: of a request that is ready only when somebody wants to see them, and
  // not where its runs are shown anyway.
  const open =
    mayLook &&
    (chosen ??
      (OF_PIPELINES.includes(request.state.name) && address.tab !== 'runs'));
  const pagesOf = usePlacementPages(request.ref);
  const placement = latestWrite(request.placements);
  const noteOf = ({ name, state, time, duration }: TimelineStage) => {
    if (duration !== undefined) {
      return t('timeline.after', {
        duration: durationText(duration, language),
      });
    }
    if (name === 'scheduled' && state === 'done' && destinations) {
      return t('timeline.destinations', { count: destinations });
    }
    if (name === 'written' && state === 'done' && placement?.versionId) {
      return (
        <>
          <TimeAgo time={time} />{' '}
          <Commit
            href={pagesOf(placement).commit}
            versionId={placement.versionId}
          />
        </>
      );
    }
    return <TimeAgo time={time} />;
  };
  return (
    <Card role="region" aria-label={t('timeline.title')} style={legible}>
      <CardBody>
        <ol
          style={{
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))',
            gap: 'var(--bui-space-4)',
            listStyle: 'none',
            margin: 0,
            padding: 0,
          }}
        >
          {timelineOf(request).map(stage => (
            <li key={stage.name}>
              <Flex direction="column" gap="1">
                <Flex align="center" gap="2">
                  <Mark tone={TONES[stage.state]} />
                  <Text
                    variant="body-medium"
                    weight={stage.state === 'waiting' ? 'regular' : 'bold'}
                  >
                    {t(`timeline.${stage.name}`)}
                  </Text>
                </Flex>
                <Text variant="body-small" color="secondary">
                  {t(`timeline.${stage.state}`)} {noteOf(stage)}
                </Text>
                {stage.name === 'pipelines' && mayLook && (
                  <Flex>
                    <Button
                      size="small"
                      variant="tertiary"
                      aria-expanded={open}
                      aria-controls={open ? stepsId : undefined}
                      onPress={() => setChosen(!open)}
                    >
                      {t(open ? 'timeline.hideSteps' : 'timeline.showSteps')}
                    </Button>
                  </Flex>
                )}
              </Flex>
            </li>
          ))}
        </ol>
        {open && (
          <div
            id={stepsId}
            style={{
              marginTop: 'var(--bui-space-4)',
              paddingTop: 'var(--bui-space-4)',
              borderTop: '1px solid var(--bui-border-1)',
            }}
          >
            <PipelineSteps requestRef={request.ref} />
          </div>
        )}
      </CardBody>
    </Card>
  );
};
