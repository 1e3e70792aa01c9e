import { ReactNode } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { PromiseSummary } from 'backstage-plugin-kratix-common';
import { useTemplate } from '../components/useTemplate';
import { templateRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

/** Leads to the form that requests a Promise; absent where there is none. */
export const RequestLink = (props: {
  promise: PromiseSummary;
  size?: 'small' | 'medium';
  /** Shown where there is no form. Default: nothing. */
  otherwise?: ReactNode;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const templateLink = useRouteRef(templateRouteRef);
  const { promise, size, otherwise = null } = props;
  const { params, isMissing } = useTemplate(promise.template);
  if (isMissing || !templateLink) {
    return <>{otherwise}</>;
  }
  return params ? (
    <ButtonLink
      href={templateLink(params)}
      variant="primary"
      size={size}
      aria-label={t('promises.requestLabel', { title: promise.title })}
    >
      {t('promises.request')}
    </ButtonLink>
  ) : null;
};
