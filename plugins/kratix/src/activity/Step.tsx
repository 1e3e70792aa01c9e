import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  KratixPod,
  KratixStep,
  RequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';
import { StepLine } from './StepLine';
import { StepLog } from './StepLog';

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
  const [previous, setPrevious] = useState(false);
  const { requestRef, pod, step, open, onToggle } = props;
  const started = step.state !== 'waiting' || step.restarts > 0;
  const names = { step: step.name, pod: pod.name };
  return (
    <Flex direction="column" gap="2" role="listitem" style={{ minWidth: 0 }}>
      <Flex
        align="center"
        justify="between"
        gap="2"
        style={{ flexWrap: 'wrap' }}
      >
        <StepLine step={step} />
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
