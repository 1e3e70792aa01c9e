import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Select,
  Text,
} from '@backstage/ui';
import { RequestDetails, RequestVersion } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { ErrorNotice } from '../components/ErrorNotice';
import { useClusterToken } from '../identity/useClusterToken';
import { toError } from '../live/errors';
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
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const latest = versions.find(
    item => item.latest && item.version !== 'latest',
  )?.version;
  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await kratix.chooseVersion(ref, version ?? '', {
        clusterToken: await tokenFor(ref.platform),
      });
      onDone();
      onClose();
    } catch (thrown) {
      setError(toError(thrown));
      setPending(false);
    }
  };
  return (
    <>
      <DialogHeader>
        {t('requestVersion.dialog', { name: ref.name })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
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
          {error && (
            <ErrorNotice title={t('requestVersion.refused')} error={error} />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          isDisabled={!version || version === binding?.desired}
          isPending={pending}
          onPress={confirm}
        >
          {t('requestVersion.confirm')}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('requestVersion.cancel')}
        </Button>
      </DialogFooter>
    </>
  );
};

/** Brings a request to another version of its Promise; absent where the person may not, or there is none. */
export const VersionChoice = (props: {
  request: RequestDetails;
  onDone: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [open, setOpen] = useState(false);
  const { request, onDone } = props;
  const { versions, allowedActions } = request;
  if (!versions?.length || !allowedActions.includes('chooseVersion')) {
    return null;
  }
  return (
    <>
      <Button variant="secondary" onPress={() => setOpen(true)}>
        {t('requestVersion.choose')}
      </Button>
      <Dialog isOpen={open} onOpenChange={setOpen} width={480}>
        <Choice
          request={request}
          versions={versions}
          onClose={() => setOpen(false)}
          onDone={onDone}
        />
      </Dialog>
    </>
  );
};
