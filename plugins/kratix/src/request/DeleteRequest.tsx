import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text, TextField } from '@backstage/ui';
import {
  RequestDetails,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { Confirmation } from '../components/Confirmation';
import { DialogButton } from '../components/DialogButton';
import { useClusterToken } from '../identity/useClusterToken';
import { kratixTranslationRef } from '../translation';

const Deletion = (props: {
  request: RequestDetails;
  onClose: () => void;
  onDeleted: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const tokenFor = useClusterToken();
  const { request, onClose, onDeleted } = props;
  const { name, platform } = request.ref;
  const [typed, setTyped] = useState('');
  return (
    <Confirmation
      title={t('deletion.title', { kind: request.kind, name })}
      confirm={t('deletion.button')}
      cancel={t('deletion.cancel')}
      destructive
      isDisabled={typed.trim() !== name}
      onConfirm={async () => {
        await kratix.deleteRequest(request.ref, {
          clusterToken: await tokenFor(platform),
        });
        onDeleted();
      }}
      onClose={onClose}
      failed={() => t('deletion.failed')}
    >
      <Text as="p" style={{ overflowWrap: 'anywhere' }}>
        {t('deletion.what', { ref: stringifyRequestRef(request.ref) })}
      </Text>
      <TextField
        label={t('deletion.confirm', { name })}
        value={typed}
        onChange={setTyped}
        autoComplete="off"
        // The dialog was opened to type this.
        // eslint-disable-next-line jsx-a11y/no-autofocus
        autoFocus
      />
    </Confirmation>
  );
};

/** Deletes a request, in two steps; absent where the person may not. */
export const DeleteRequest = (props: {
  request: RequestDetails;
  onDeleted: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { request, onDeleted } = props;
  const { allowedActions, ref, state } = request;
  return allowedActions.includes('delete') && state.name !== 'Deleting' ? (
    <DialogButton
      label={t('request.delete')}
      aria-label={t('request.deleteLabel', { name: ref.name })}
    >
      {close => (
        <Deletion request={request} onClose={close} onDeleted={onDeleted} />
      )}
    </DialogButton>
  ) : null;
};
