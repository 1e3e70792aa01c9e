import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RequestBinding } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';

/** Which version of its Promise a request runs, whether it follows the latest, and how that goes. */
export const VersionFact = ({ binding }: { binding: RequestBinding }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { desired, applied, failedVersion, state, message = '' } = binding;
  return (
    <>
      {[
        applied && t('requestVersion.applied', { version: applied }),
        desired === 'latest'
          ? t('requestVersion.followsLatest')
          : t('requestVersion.pinned', { version: desired }),
      ]
        .filter(Boolean)
        .join(', ')}
      {state === 'failed' && (
        <Text as="p" variant="body-small" color="danger">
          {t('requestVersion.failed', {
            version: failedVersion ?? desired,
            message,
          })}
        </Text>
      )}
      {state === 'inProgress' && (
        <Text as="p" variant="body-small" color="secondary">
          {t('requestVersion.inProgress', { version: desired })}
        </Text>
      )}
    </>
  );
};
