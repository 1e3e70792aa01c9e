import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { PromiseState } from 'backstage-plugin-kratix-common';
import { promiseMessage } from '../components/promiseMessage';
import { promiseStateTone } from '../components/tone';
import { kratixTranslationRef } from '../translation';

/** Whether a Promise can be had now, and why not. */
export const PromiseSummaryAlert = ({ state }: { state: PromiseState }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const tone = promiseStateTone(state.name);
  return (
    <Alert
      role="status"
      aria-label={t('requests.state')}
      status={tone}
      icon={tone !== 'info'}
      isPending={tone === 'info'}
      title={t(`promiseState.${state.name}`)}
      description={promiseMessage(t, state)}
      style={{ overflowWrap: 'anywhere' }}
    />
  );
};
