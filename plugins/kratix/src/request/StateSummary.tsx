import { Alert } from '@backstage/ui';
import { RequestState } from 'backstage-plugin-kratix-common';
import { useRelativeTime } from '../components/TimeAgo';
import { requestTone } from '../components/tone';
import { useRequestTexts } from '../components/useRequestTexts';

/** The state of a request, why it is so, and what to do: what one came for, so it comes first. */
export const StateSummary = ({ state }: { state: RequestState }) => {
  const { t, stateLabel } = useRequestTexts();
  const format = useRelativeTime();
  const retry = state.retryAt && format(state.retryAt);
  const tone = requestTone(state);
  return (
    <Alert
      role="status"
      aria-label={t('requests.state')}
      status={tone}
      icon={tone !== 'info'}
      isPending={tone === 'info'}
      title={stateLabel(state)}
      description={[
        state.reason,
        state.nextStep && t('request.nextStep', { step: state.nextStep }),
        retry && t('request.retryAt', { time: retry }),
      ]
        .filter(Boolean)
        .join(' ')}
      style={{ overflowWrap: 'anywhere' }}
    />
  );
};
