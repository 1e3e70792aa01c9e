import { Flex, Text } from '@backstage/ui';
import { KubeCondition } from 'backstage-plugin-kratix-common';
import { ShowMore } from '../components/ShowMore';
import { TimeAgo } from '../components/TimeAgo';

const SHOWN = 10;

/** Conditions as Kratix reports them. */
export const Conditions = ({ conditions }: { conditions: KubeCondition[] }) => (
  <ShowMore items={conditions} first={SHOWN}>
    {shown => (
      <Flex direction="column" gap="3" role="list">
        {shown.map((condition, index) => (
          <Flex
            // Types should differ; nobody makes sure that they do.
            key={`${index} ${condition.type}`}
            direction="column"
            gap="1"
            role="listitem"
            style={{ overflowWrap: 'anywhere' }}
          >
            <Flex justify="between" gap="3">
              <Text variant="body-medium" weight="bold">
                {condition.type}: {condition.status}
              </Text>
              <Text
                variant="body-small"
                color="secondary"
                style={{ flex: 'none' }}
              >
                <TimeAgo time={condition.lastTransitionTime} />
              </Text>
            </Flex>
            <Text variant="body-small" color="secondary">
              {[condition.reason, condition.message].filter(Boolean).join(': ')}
            </Text>
          </Flex>
        ))}
      </Flex>
    )}
  </ShowMore>
);
