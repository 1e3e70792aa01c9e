import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Skeleton } from '@backstage/ui';
import { Live } from '../live/useLive';
import { kratixTranslationRef } from '../translation';
import { ErrorNotice } from './ErrorNotice';

/** The outline of a few lines while they load. */
export const LinesSkeleton = () => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Flex
      direction="column"
      gap="3"
      role="status"
      aria-busy="true"
      aria-label={t('common.loading')}
    >
      <Skeleton height={20} width="40%" />
      <Skeleton height={16} width="80%" />
    </Flex>
  );
};

/** What there is of an answer, or why there is none. */
export function Answer<T>(props: {
  live: Live<T>;
  children: (value: T) => ReactNode;
}) {
  const { value, error, refetch } = props.live;
  if (value !== undefined) {
    return <>{props.children(value)}</>;
  }
  return error ? (
    <ErrorNotice error={error} onRetry={refetch} />
  ) : (
    <LinesSkeleton />
  );
}
