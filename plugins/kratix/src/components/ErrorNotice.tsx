import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import { Button } from '@backstage/ui';
import { statusOf } from '../live/errors';
import { kratixTranslationRef } from '../translation';
import { Notice } from './Notice';

/** What the backend says, rather than that an answer was an error. */
export function reasonOf(error: Error): string {
  return error instanceof ResponseError ? error.cause.message : error.message;
}

function titleKey(error: Error) {
  switch (statusOf(error)) {
    case undefined:
      return 'error.unreachable';
    case 401:
      return 'error.unauthenticated';
    case 403:
      return 'error.forbidden';
    case 404:
      return 'error.missing';
    default:
      return 'error.failed';
  }
}

/** Why something cannot be shown, in the backend's own words, and a way to try again. */
export const ErrorNotice = (props: {
  error: Error;
  onRetry?: () => void;
  /** Default: by the kind of the error. */
  title?: string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { error, onRetry, title } = props;
  const denied = statusOf(error) === 403;
  return (
    <Notice
      role="alert"
      status={denied ? 'warning' : 'danger'}
      icon
      title={title ?? t(titleKey(error))}
      description={reasonOf(error)}
      customActions={
        onRetry && !denied ? (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('common.retry')}
          </Button>
        ) : undefined
      }
    />
  );
};
