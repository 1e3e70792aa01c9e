import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Select, Text } from '@backstage/ui';
import { RequestDetails, RequestVersion } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { Confirmation } from '../components/Confirmation';
import { DialogButton } from '../components/DialogButton';
import { useClusterToken } from '../identity/useClusterToken';
import { kratixTranslationRef } from '../translation';

const Choice = (props: {
  request: RequestDetails;
  versions: RequestVersion[];
  onClose: () => void;
  onDone: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const tokenFor = useClusterToken();
  const { request, versions, onClose, onDone } = props;
  const { ref, binding } = request;
  const [version, setVersion] = useState(binding?.desired);
  const latest = versions.find(
    item => item.latest && item.version !== 'latest',
  )?.version;
  return (
    <Confirmation
      title={t('requestVersion.dialog', { name: ref.name })}
      confirm={t('requestVersion.confirm')}
      cancel={t('requestVersion.cancel')}
      isDisabled={!version || version === binding?.desired}
      onConfirm={async () => {
        await kratix.chooseVersion(ref, version ?? '', {
          clusterToken: await tokenFor(ref.platform),
        });
        onDone();
      }}
      onClose={onClose}
      failed={() => t('requestVersion.refused')}
    >
      <Select
        label={t('requestVersion.title')}
        value={version ?? null}
        onChange={key => setVersion(String(key))}
        options={versions.map(item => ({
          id: item.version,
          label:
            item.version === 'latest' && latest
              ? t('requestVersion.latest', { version: latest })
              : item.version,
        }))}
      />
      <Text as="p">{t('requestVersion.hint')}</Text>
    </Confirmation>
  );
};

/** Brings a request to another version of its Promise; absent where the person may not, or there is none. */
export const VersionChoice = (props: {
  request: RequestDetails;
  onDone: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { request, onDone } = props;
  const { versions, allowedActions } = request;
  return versions?.length && allowedActions.includes('chooseVersion') ? (
    <DialogButton label={t('requestVersion.choose')}>
      {close => (
        <Choice
          request={request}
          versions={versions}
          onClose={close}
          onDone={onDone}
        />
      )}
    </DialogButton>
  ) : null;
};
