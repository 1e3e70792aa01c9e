import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button, Flex } from '@backstage/ui';
import {
  RequestDetails,
  RequestOperation,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { reasonOf } from '../components/ErrorNotice';
import { useClusterToken } from '../identity/useClusterToken';
import { toError } from '../live/errors';
import { kratixTranslationRef } from '../translation';

/** What makes sense in a state: what stands still is resumed, what moves is paused. */
function operationsIn({ state }: RequestDetails): RequestOperation[] {
  switch (state.name) {
    case 'Paused':
    case 'Suspended':
      return ['resume'];
    case 'Deleting':
      return ['reconcile'];
    default:
      return ['reconcile', 'pause'];
  }
}

/** Buttons for what can be done to a request at once, and what came of the last one. */
export const Operations = (props: {
  request: RequestDetails;
  onDone: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const tokenFor = useClusterToken();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Error>();
  const { request, onDone } = props;
  if (!request.allowedActions.includes('reconcile')) {
    return null;
  }
  const operate = async (operation: RequestOperation) => {
    setBusy(true);
    setError(undefined);
    try {
      await kratix.operateRequest(request.ref, operation, {
        clusterToken: await tokenFor(request.ref.platform),
      });
      onDone();
    } catch (reason) {
      setError(toError(reason));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2">
        {operationsIn(request).map(operation => (
          <Button
            key={operation}
            variant="secondary"
            isDisabled={busy}
            onPress={() => operate(operation)}
          >
            {t(`operation.${operation}`)}
          </Button>
        ))}
      </Flex>
      {error && (
        <Alert
          role="alert"
          status="warning"
          icon
          title={t('operation.failed')}
          description={reasonOf(error)}
        />
      )}
    </Flex>
  );
};
