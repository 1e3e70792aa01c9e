import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { RequestDetails } from 'backstage-plugin-kratix-common';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

/** Says who else manages a request, and leads to where it is changed; nothing where nobody does. */
export const ManagedBy = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { managedBy, parent } = request;
  if (!managedBy) {
    return null;
  }
  return (
    <Alert
      status="info"
      icon
      title={t('request.managedBy', { manager: managedBy })}
      description={t('request.managedByHint')}
      customActions={
        parent &&
        requestLink && (
          <ButtonLink
            size="small"
            variant="secondary"
            href={requestLink({ ...parent.ref })}
          >
            {t('request.toParent')}
          </ButtonLink>
        )
      }
      style={{ overflowWrap: 'anywhere' }}
    />
  );
};
