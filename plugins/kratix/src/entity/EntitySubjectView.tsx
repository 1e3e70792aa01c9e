import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { useEntity } from '@backstage/plugin-catalog-react';
import { PlatformSummary, RequestRef } from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { kratixTranslationRef } from '../translation';
import { subjectProblem } from './subjectProblem';
import { useEntitySubject } from './useEntitySubject';

/** Shows what an entity stands for on its platform, or why that cannot be said. */
export const EntitySubjectView = (props: {
  /** Shown until it is known which platforms there are. */
  loading: ReactNode;
  request: (ref: RequestRef, platforms: PlatformSummary[]) => ReactNode;
  promise: (
    ref: { platform: string; name: string },
    platforms: PlatformSummary[],
  ) => ReactNode;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { entity } = useEntity();
  const { value, error, refetch } = useEntitySubject(entity);
  if (!value) {
    return (
      <>
        {error ? (
          <ErrorNotice error={error} onRetry={refetch} />
        ) : (
          props.loading
        )}
      </>
    );
  }
  const { subject, platforms } = value;
  if ('request' in subject) {
    return <>{props.request(subject.request, platforms)}</>;
  }
  if ('promise' in subject) {
    return <>{props.promise(subject.promise, platforms)}</>;
  }
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      {...subjectProblem(t, subject, platforms)}
      style={{ overflowWrap: 'anywhere' }}
    />
  );
};
