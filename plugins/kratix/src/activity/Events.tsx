import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import {
  KubeEvent,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { harmless } from '../components/harmless';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { TimeAgo } from '../components/TimeAgo';
import { useLive } from '../live/useLive';
import { kratixTranslationRef } from '../translation';
import { Asked } from './Asked';

const Event = ({ event }: { event: KubeEvent }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Flex direction="column" gap="1" role="listitem">
      <Flex align="center" justify="between" gap="3">
        <StateLabel
          tone={event.type === 'Warning' ? 'warning' : 'info'}
          label={event.reason}
        />
        <Text variant="body-small" color="secondary" style={{ flex: 'none' }}>
          {event.count > 1 && `${t('events.times', { count: event.count })}, `}
          <TimeAgo time={event.lastSeen} />
        </Text>
      </Flex>
      <Text variant="body-small" style={{ overflowWrap: 'anywhere' }}>
        {event.message}
      </Text>
    </Flex>
  );
};

/** What the cluster noted about a request, the latest first. */
export const Events = ({ requestRef }: { requestRef: RequestRef }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const live = useLive({
    key: stringifyRequestRef(requestRef),
    load: async call => harmless(await kratix.listEvents(requestRef, call)),
    concerns: ({ promise }) => promise === requestRef.promise,
  });
  return (
    <Asked live={live}>
      {({ items }) =>
        items.length ? (
          <ShowMore items={items} first={50}>
            {shown => (
              <Flex direction="column" gap="3" role="list">
                {shown.map((event, index) => (
                  <Event key={event.uid ?? index} event={event} />
                ))}
              </Flex>
            )}
          </ShowMore>
        ) : (
          <Text color="secondary">{t('events.none')}</Text>
        )
      }
    </Asked>
  );
};
