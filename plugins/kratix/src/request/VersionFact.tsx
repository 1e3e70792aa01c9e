import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { RequestBinding } from 'backstage-plugin-kratix-common';
import { useVersionText } from '../promise/useVersionText';
import { kratixTranslationRef } from '../translation';

/** Whether there is a version to tell of: Promises without one have nothing but the latest. */
export function tellsVersion(binding: RequestBinding): boolean {
  const { desired, applied, failedVersion } = binding;
  return [desired, applied, failedVersion].some(
    version => version && version !== 'latest' && version !== 'not-set',
  );
}

/** Which version of its Promise a request runs, whether it follows the latest, and how that goes. */
export const VersionFact = ({ binding }: { binding: RequestBinding }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const versionText = useVersionText();
  const { desired, applied, failedVersion, state, message = '' } = binding;
  return (
    <>
      {[
        applied &&
          t('requestVersion.applied', { version: versionText(applied) }),
        desired === 'latest'
          ? t('requestVersion.followsLatest')
          : t('requestVersion.pinned', { version: versionText(desired) }),
      ]
        .filter(Boolean)
        .join(', ')}
      {/* A request that never ran has failed, not changed its version: its state says so. */}
      {state === 'failed' && applied && (
        <Text as="p" variant="body-small">
          {t('requestVersion.failed', {
            version: versionText(failedVersion ?? desired),
            message,
          })}
        </Text>
      )}
      {state === 'inProgress' && (
        <Text as="p" variant="body-small" color="secondary">
          {t('requestVersion.inProgress', { version: versionText(desired) })}
        </Text>
      )}
    </>
  );
};
