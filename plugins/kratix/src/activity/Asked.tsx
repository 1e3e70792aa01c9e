import { ReactNode } from 'react';
import { Skeleton } from '@backstage/ui';
import { ErrorNotice } from '../components/ErrorNotice';
import { StaleNotice } from '../components/StaleNotice';
import { Live } from '../live/useLive';

/** What was asked for: still on its way, refused, or there. */
export function Asked<T>(props: {
  live: Live<T>;
  children: (value: T) => ReactNode;
}) {
  const { value, error, refetch } = props.live;
  if (value === undefined) {
    return error ? (
      <ErrorNotice error={error} onRetry={refetch} />
    ) : (
      <Skeleton width="100%" height={80} />
    );
  }
  return (
    <>
      <StaleNotice live={props.live} />
      {props.children(value)}
    </>
  );
}
