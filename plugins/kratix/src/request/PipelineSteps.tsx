import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Link, Text } from '@backstage/ui';
import { KratixPod, RequestRef } from 'backstage-plugin-kratix-common';
import { Asked } from '../activity/Asked';
import { StepLine } from '../activity/StepLine';
import { useRuns } from '../activity/useRuns';
import { kratixTranslationRef } from '../translation';
import { stepsInShort } from './stepsInShort';
import { useRequestAddress } from './useRequestAddress';

const MOST_STEPS = 8;

/** The latest run of each Pipeline, in the order in which they ran. */
function latestRuns(runs: KratixPod[]): KratixPod[] {
  const latest = new Map<string, KratixPod>();
  for (const run of runs) {
    const key = `${run.action} ${run.pipeline ?? run.name}`;
    if (!latest.has(key)) {
      latest.set(key, run);
    }
  }
  return [...latest.values()].reverse();
}

const Run = ({ run }: { run: KratixPod }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { linkTo } = useRequestAddress();
  const [all, setAll] = useState(false);
  const name = run.pipeline ?? run.name;
  const steps = all ? run.steps : stepsInShort(run.steps, MOST_STEPS);
  const left = run.steps.length - steps.length;
  return (
    <Flex direction="column" gap="2" style={{ minWidth: 0 }}>
      <Text variant="body-small" weight="bold">
        {name}
      </Text>
      <Flex
        direction="column"
        gap="1"
        role="list"
        aria-label={t('timeline.stepsOf', { pipeline: name })}
      >
        {steps.map(step => (
          <Flex
            key={step.name}
            role="listitem"
            align="center"
            gap="3"
            style={{ minWidth: 0, flexWrap: 'wrap' }}
          >
            <StepLine step={step} />
            {(step.state !== 'waiting' || step.restarts > 0) && (
              <Link
                variant="body-small"
                href={linkTo({ tab: 'runs', run: run.name, step: step.name })}
                aria-label={t('logs.label', { step: step.name })}
              >
                {t('timeline.log')}
              </Link>
            )}
          </Flex>
        ))}
      </Flex>
      {left > 0 && (
        <Flex>
          <Button variant="tertiary" size="small" onPress={() => setAll(true)}>
            {t('common.more', { count: left })}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};

/** The Steps of each Pipeline as they last ran: how each went, how long it took, and where its log is. */
export const PipelineSteps = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const live = useRuns(requestRef);
  return (
    <Asked live={live}>
      {({ items }) =>
        items.length ? (
          <Flex direction="column" gap="4">
            {latestRuns(items).map(run => (
              <Run key={run.name} run={run} />
            ))}
          </Flex>
        ) : (
          <Text color="secondary">{t('runs.none')}</Text>
        )
      }
    </Asked>
  );
};
