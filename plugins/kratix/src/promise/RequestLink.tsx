import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { PromiseSummary } from 'backstage-plugin-kratix-common';
import { templateParams } from '../components/templateLink';
import { templateRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

/** Leads to the form that requests a Promise; absent where the Promise names none. */
export const RequestLink = (props: {
  promise: PromiseSummary;
  size?: 'small' | 'medium';
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const templateLink = useRouteRef(templateRouteRef);
  const { promise, size } = props;
  const template = templateParams(promise.template);
  return template && templateLink ? (
    <ButtonLink
      href={templateLink(template)}
      variant="primary"
      size={size}
      aria-label={t('promises.requestLabel', { title: promise.title })}
    >
      {t('promises.request')}
    </ButtonLink>
  ) : null;
};
