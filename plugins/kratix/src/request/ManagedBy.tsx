import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink } from '@backstage/ui';
import { parentOf, RequestDetails } from 'backstage-plugin-kratix-common';
import { Notice } from '../components/Notice';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { requestRouteRef } from '../routes';
import { kratixTranslationRef } from '../translation';

/** Says who else manages a request, and leads to where it is changed; nothing where nobody does. */
export const ManagedBy = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { managedBy, parent, manifest, ref } = request;
  if (!managedBy) {
    return null;
  }
  const whole = parentOf({
    labels: manifest.metadata.labels ?? {},
    namespace: ref.namespace,
  });
  return (
    <Notice
      status="info"
      icon
      title={
        whole
          ? t('request.partOf', {
              request: `${whole.namespace}/${whole.name}`,
              promise: whole.promise,
            })
          : t('request.managedBy', { manager: managedBy })
      }
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
    />
  );
};
