import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import {
  KratixPod,
  KratixStep,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { useLive } from '../live/useLive';
import { kratixTranslationRef } from '../translation';
import { Asked } from './Asked';
import { StepLog } from './StepLog';
import { stepDuration, stepOutcome } from './stepOutcome';

const Step = (props: {
  requestRef: RequestRef;
  pod: KratixPod;
  step: KratixStep;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [open, setOpen] = useState(false);
  const { requestRef, pod, step } = props;
  const { tone, key } = stepOutcome(step);
  const duration = stepDuration(step);
  const started = step.state !== 'waiting' || step.restarts > 0;
  return (
    <Flex direction="column" gap="2" role="listitem">
      <Flex align="center" justify="between" gap="3">
        <Flex align="center" gap="3" style={{ minWidth: 0 }}>
          <StateLabel tone={tone} label={t(`step.${key}`)} />
          <Text variant="body-medium" truncate>
            {step.name}
          </Text>
          <Text variant="body-small" color="secondary">
            {[
              step.exitCode &&
                t('step.exitCode', { code: String(step.exitCode) }),
              step.reason !== 'Completed' && step.reason,
              duration !== undefined &&
                t('step.seconds', { seconds: String(duration) }),
            ]
              .filter(Boolean)
              .join(', ')}
          </Text>
        </Flex>
        {started && (
          <Button
            size="small"
            variant="secondary"
            aria-expanded={open}
            aria-label={t(open ? 'logs.hideLabel' : 'logs.showLabel', {
              step: step.name,
              pod: pod.name,
            })}
            onPress={() => setOpen(!open)}
          >
            {open ? t('logs.hide') : t('logs.show')}
          </Button>
        )}
      </Flex>
      {open && (
        <StepLog
          requestRef={requestRef}
          pod={pod.name}
          step={step.name}
          running={step.state === 'running'}
        />
      )}
    </Flex>
  );
};

/** Each run of the Pipelines that is kept, the youngest first, with its Steps and their logs. */
export const Runs = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: stringifyRequestRef(requestRef),
    load: signal => kratix.listRuns(requestRef, { signal }),
    concerns: ({ promise }) => promise === requestRef.promise,
    isMoving: ({ items }) =>
      items.some(({ phase }) => phase === 'Pending' || phase === 'Running'),
  });
  return (
    <Asked live={live}>
      {({ items }) =>
        items.length ? (
          <Flex direction="column" gap="5">
            {items.map(pod => (
              <Flex key={pod.name} direction="column" gap="3">
                <Flex align="center" justify="between" gap="3">
                  <Text variant="body-medium" weight="bold">
                    {pod.pipeline ?? pod.name}
                    {pod.action === 'delete' && ` (${t('runs.delete')})`}
                  </Text>
                  <Text variant="body-small" color="secondary">
                    <TimeAgo time={pod.createdAt} />
                  </Text>
                </Flex>
                <Flex direction="column" gap="2" role="list">
                  {pod.steps.map(step => (
                    <Step
                      key={step.name}
                      requestRef={requestRef}
                      pod={pod}
                      step={step}
                    />
                  ))}
                </Flex>
              </Flex>
            ))}
          </Flex>
        ) : (
          <Text color="secondary">{t('runs.none')}</Text>
        )
      }
    </Asked>
  );
};
