import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { KratixStep } from 'backstage-plugin-kratix-common';
import { durationText } from '../components/durationText';
import { StateLabel } from '../components/StateLabel';
import { kratixTranslationRef } from '../translation';
import { stepDuration, stepOutcome } from './stepOutcome';

/** How a Step went and how long it took, in a line. */
export const StepLine = ({ step }: { step: KratixStep }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const { tone, key } = stepOutcome(step);
  const duration = stepDuration(step);
  const exitCode = step.exitCode || step.lastFailure?.exitCode;
  const notes = [
    exitCode && t('step.exitCode', { code: String(exitCode) }),
    step.reason !== 'Completed' && step.reason,
    duration !== undefined && durationText(duration, language),
    step.restarts > 0 && t('step.restarts', { count: step.restarts }),
  ].filter(Boolean);
  return (
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
  );
};
