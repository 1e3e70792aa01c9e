import { Flex, Text } from '@backstage/ui';
import { KubeCondition } from 'backstage-plugin-kratix-common';
import { TimeAgo } from '../components/TimeAgo';

const SHOWN = 50;

/** Conditions as Kratix reports them. */
export const Conditions = ({ conditions }: { conditions: KubeCondition[] }) => (
  <Flex direction="column" gap="3" role="list">
    {conditions.slice(0, SHOWN).map(condition => (
      <Flex
        key={condition.type}
        direction="column"
        gap="1"
        role="listitem"
        style={{ overflowWrap: 'anywhere' }}
      >
        <Flex justify="between" gap="3">
          <Text variant="body-medium" weight="bold">
            {condition.type}: {condition.status}
          </Text>
          <Text variant="body-small" color="secondary" style={{ flex: 'none' }}>
            <TimeAgo time={condition.lastTransitionTime} />
          </Text>
        </Flex>
        <Text variant="body-small" color="secondary">
          {[condition.reason, condition.message].filter(Boolean).join(': ')}
        </Text>
      </Flex>
    ))}
  </Flex>
);
