import { Flex, Link, Text } from '@backstage/ui';
import {
  RequestSummary,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { requestRouteRef } from '../routes';
import { StateLabel } from './StateLabel';
import { TimeAgo } from './TimeAgo';
import { requestTone } from './tone';
import { useOptionalRouteRef } from './useOptionalRouteRef';
import { useRequestTexts } from './useRequestTexts';

const Row = ({ request }: { request: RequestSummary }) => {
  const { t, stateLabel, stateTexts } = useRequestTexts();
  const requestLink = useOptionalRouteRef(requestRouteRef);
  const { kind, state, createdAt } = request;
  const { platform, promise, namespace, name } = request.ref;
  const title = t('request.title', { kind, name });
  return (
    <Flex direction="column" gap="1" role="listitem">
      <Flex justify="between" align="center" gap="3">
        <Text variant="body-medium" truncate>
          {requestLink ? (
            <Link href={requestLink({ platform, promise, namespace, name })}>
              {title}
            </Link>
          ) : (
            title
          )}
        </Text>
        <Flex align="center" gap="3" style={{ flex: 'none' }}>
          <StateLabel tone={requestTone(state)} label={stateLabel(state)} />
          <Text variant="body-small" color="secondary">
            <TimeAgo time={createdAt} style="narrow" />
          </Text>
        </Flex>
      </Flex>
      {state.name !== 'Ready' && (
        <Text
          variant="body-small"
          color="secondary"
          style={{ overflowWrap: 'anywhere' }}
        >
          {stateTexts(state).reason}
        </Text>
      )}
    </Flex>
  );
};

/** A few requests, each with its state and why it is not ready. */
export const RequestRows = ({ requests }: { requests: RequestSummary[] }) => (
  <Flex direction="column" gap="3" role="list">
    {requests.map(request => (
      <Row key={stringifyRequestRef(request.ref)} request={request} />
    ))}
  </Flex>
);
