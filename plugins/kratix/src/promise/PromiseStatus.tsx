import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { ErrorNotice } from '../components/ErrorNotice';
import { StaleNotice } from '../components/StaleNotice';
import { statusOf } from '../live/errors';
import { RequestSkeleton } from '../request/RequestSkeleton';
import { kratixTranslationRef } from '../translation';
import { PromiseView } from './PromiseView';
import { LivePromise } from './usePromise';

/** A Promise in whichever state the question for it is: loading, failed, missing, gone or there. */
export const PromiseStatus = (props: {
  platform: string;
  name: string;
  live: LivePromise;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { platform, name, live } = props;
  const { value: promise, error, gone } = live;
  if (gone) {
    return (
      <Alert
        role="status"
        status="info"
        icon
        title={t('promise.goneTitle', { name })}
        description={t('promise.gone')}
      />
    );
  }
  if (promise) {
    return (
      <>
        <StaleNotice live={live} />
        <PromiseView promise={promise} />
      </>
    );
  }
  if (statusOf(error) === 404) {
    return (
      <Alert
        role="alert"
        status="warning"
        icon
        title={t('promise.missing', { name, platform })}
        description={t('promise.missingHint')}
      />
    );
  }
  return error ? (
    <ErrorNotice error={error} onRetry={live.refetch} />
  ) : (
    <RequestSkeleton />
  );
};
