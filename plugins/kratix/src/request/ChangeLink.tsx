import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useRouteRef } from '@backstage/core-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { useTemplate } from '../components/useTemplate';
import { useLive } from '../live/useLive';
import { templateRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';
import { updateFormData } from './updateFormData';

/**
 * Leads to the form that changes a request, filled in. Absent where the Promise names no
 * Template for it, the catalog has no such Template, or the person may not change the request.
 */
export const ChangeLink = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const templateLink = useRouteRef(templateRouteRef);
  const { platform, promise } = request.ref;
  const details = useLive({
    key: `${platform}/${promise}`,
    load: call => kratix.getPromise(platform, promise, call),
    concerns: () => false,
  });
  const { params } = useTemplate(details.value?.updateTemplate);
  if (
    !params ||
    !templateLink ||
    request.managedBy ||
    request.state.name === 'Deleting' ||
    !request.allowedActions.includes('update')
  ) {
    return null;
  }
  const query = new URLSearchParams({
    formData: JSON.stringify(updateFormData(request)),
  });
  return (
    <ButtonLink href={`${templateLink(params)}?${query}`} variant="secondary">
      {t('request.change')}
    </ButtonLink>
  );
};
