import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
  TextField,
} from '@backstage/ui';
import {
  RequestDetails,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { ErrorNotice } from '../components/ErrorNotice';
import { useClusterToken } from '../identity/useClusterToken';
import { toError } from '../live/errors';
import { kratixTranslationRef } from '../translation';

const Confirmation = (props: {
  request: RequestDetails;
  onClose: () => void;
  onDeleted: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const tokenFor = useClusterToken();
  const { request, onClose, onDeleted } = props;
  const { name } = request.ref;
  const [typed, setTyped] = useState('');
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();

  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await kratix.deleteRequest(request.ref, {
        clusterToken: await tokenFor(request.ref.platform),
      });
      onDeleted();
      onClose();
    } catch (thrown) {
      setError(toError(thrown));
      setPending(false);
    }
  };

  return (
    <>
      <DialogHeader>
        {t('deletion.title', { kind: request.kind, name })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
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
          {error && <ErrorNotice title={t('deletion.failed')} error={error} />}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive
          isDisabled={typed.trim() !== name}
          isPending={pending}
          onPress={confirm}
        >
          {t('deletion.button')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('deletion.cancel')}
        </Button>
      </DialogFooter>
    </>
  );
};

/** Deletes a request, in two steps; absent where the person may not. */
export const DeleteRequest = (props: {
  request: RequestDetails;
  onDeleted: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [open, setOpen] = useState(false);
  const { request, onDeleted } = props;
  if (
    !request.allowedActions.includes('delete') ||
    request.state.name === 'Deleting'
  ) {
    return null;
  }
  return (
    <>
      <Button
        variant="secondary"
        aria-label={t('request.deleteLabel', { name: request.ref.name })}
        onPress={() => setOpen(true)}
      >
        {t('request.delete')}
      </Button>
      <Dialog isOpen={open} onOpenChange={setOpen} width={480}>
        <Confirmation
          request={request}
          onClose={() => setOpen(false)}
          onDeleted={onDeleted}
        />
      </Dialog>
    </>
  );
};
