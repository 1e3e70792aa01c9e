import { ButtonLink } from '@backstage/ui';
import { DiagnosisList, RequestDetails } from 'backstage-plugin-kratix-common';
import { Notice } from '../components/Notice';
import { useRelativeTime } from '../components/TimeAgo';
import { requestTone } from '../components/tone';
import { useRequestTexts } from '../components/useRequestTexts';
import { useRequestAddress } from './useRequestAddress';

/** The state of a request, why it is so, and what to do: what one came for, so it comes first. */
export const StateSummary = (props: {
  request: RequestDetails;
  /** What a closer look has found, where there was one: it says more than the state does. */
  cause?: DiagnosisList['items'][number];
}) => {
  const { t, stateLabel, stateTexts, causeTexts } = useRequestTexts();
  const format = useRelativeTime();
  const { linkTo } = useRequestAddress();
  const { request, cause } = props;
  const { state } = request;
  const retryAt = cause?.retryAt ?? state.retryAt;
  const retry = retryAt && format(retryAt);
  const { reason, nextStep } = stateTexts(state);
  const texts = cause && causeTexts(cause);
  const step = texts ? texts.nextStep : nextStep;
  const held = cause?.severity === 'error';
  // Kratix goes on saying that a Pipeline runs while its Step fails again and again.
  const tone = held ? 'danger' : requestTone(state);
  const failedStep =
    cause?.subject?.kind === 'step' ? cause.subject.name : undefined;
  return (
    <Notice
      role="status"
      aria-label={t('requests.state')}
      status={tone}
      icon={tone !== 'info'}
      isPending={tone === 'info'}
      title={stateLabel(state)}
      description={
        <>
          {texts ? texts.summary : reason}
          {retry && ' '}
          {retry && (
            <span style={{ display: 'block' }}>
              {t('request.retryAt', { time: retry })}
            </span>
          )}
          {step && ' '}
          {step && (
            <strong style={{ display: 'block' }}>
              {t('request.nextStep', { step })}
            </strong>
          )}
        </>
      }
      customActions={
        failedStep !== undefined &&
        request.allowedActions.includes('readLogs') ? (
          <ButtonLink
            size="small"
            variant="secondary"
            href={linkTo({ tab: 'runs', step: failedStep })}
          >
            {t('request.toLog', { step: failedStep })}
          </ButtonLink>
        ) : undefined
      }
    />
  );
};
