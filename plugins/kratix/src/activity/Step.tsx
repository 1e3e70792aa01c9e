import { useState } from 'react';
import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  KratixPod,
  KratixStep,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { durationText } from '../components/durationText';
import { StateLabel } from '../components/StateLabel';
import { kratixTranslationRef } from '../translation';
import { StepLog } from './StepLog';
import { stepDuration, stepOutcome } from './stepOutcome';

/** A Step of a run: how it went, how long it took, and its log. */
export const Step = (props: {
  requestRef: RequestRef;
  pod: KratixPod;
  step: KratixStep;
  /** Whether its log is shown. */
  open: boolean;
  onToggle: (open: boolean) => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const [previous, setPrevious] = useState(false);
  const { requestRef, pod, step, open, onToggle } = props;
  const { tone, key } = stepOutcome(step);
  const duration = stepDuration(step);
  const exitCode = step.exitCode || step.lastFailure?.exitCode;
  const started = step.state !== 'waiting' || step.restarts > 0;
  const names = { step: step.name, pod: pod.name };
  const notes = [
    exitCode && t('step.exitCode', { code: String(exitCode) }),
    step.reason !== 'Completed' && step.reason,
    duration !== undefined && durationText(duration, language),
    step.restarts > 0 && t('step.restarts', { count: step.restarts }),
  ].filter(Boolean);
  return (
    <Flex direction="column" gap="2" role="listitem" style={{ minWidth: 0 }}>
      <Flex
        align="center"
        justify="between"
        gap="2"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex
          align="center"
          gap="3"
          style={{ minWidth: 0, flexWrap: 'wrap', overflowWrap: 'anywhere' }}
        >
          <StateLabel tone={tone} label={t(`step.${key}`)} />
          <Text
            variant="body-medium"
            weight={step.role === 'author' ? 'bold' : 'regular'}
          >
            {step.name}
          </Text>
          <Text variant="body-small" color="secondary">
            {notes.join(', ')}
          </Text>
        </Flex>
        {started && (
          <Flex gap="2">
            {step.restarts > 0 && open && (
              <Button
                size="small"
                variant="tertiary"
                aria-pressed={previous}
                aria-label={t('logs.previousLabel', names)}
                onPress={() => setPrevious(!previous)}
              >
                {t('logs.previous')}
              </Button>
            )}
            <Button
              size="small"
              variant="secondary"
              aria-expanded={open}
              aria-label={t(open ? 'logs.hideLabel' : 'logs.showLabel', names)}
              onPress={() => onToggle(!open)}
            >
              {open ? t('logs.hide') : t('logs.show')}
            </Button>
          </Flex>
        )}
      </Flex>
      {step.message && (
        <Text variant="body-small" style={{ overflowWrap: 'anywhere' }}>
          {step.message}
        </Text>
      )}
      {open && started && (
        <StepLog
          key={String(previous)}
          requestRef={requestRef}
          pod={pod.name}
          step={step.name}
          running={step.state === 'running'}
          previous={previous}
        />
      )}
    </Flex>
  );
};
