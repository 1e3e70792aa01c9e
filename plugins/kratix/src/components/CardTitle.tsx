import { ReactNode } from 'react';
import { CardHeader, Flex, Text } from '@backstage/ui';
import { StateLabel } from './StateLabel';
import { Tone } from './tone';

/** The name of what a card is about, and at once how it is doing. */
export const CardTitle = (props: {
  title: ReactNode;
  subtitle?: string;
  level: 'h2' | 'h3';
  tone: Tone;
  state: string;
}) => (
  <CardHeader>
    <Flex justify="between" align="start" gap="3">
      <Flex direction="column" gap="1" style={{ minWidth: 0 }}>
        <Text
          as={props.level}
          variant="title-x-small"
          weight="bold"
          style={{ overflowWrap: 'anywhere' }}
        >
          {props.title}
        </Text>
        {props.subtitle && (
          <Text
            variant="body-small"
            color="secondary"
            style={{ overflowWrap: 'anywhere' }}
          >
            {props.subtitle}
          </Text>
        )}
      </Flex>
      <div style={{ flex: 'none' }}>
        <StateLabel tone={props.tone} label={props.state} />
      </div>
    </Flex>
  </CardHeader>
);
