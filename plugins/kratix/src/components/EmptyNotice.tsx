import { ReactNode } from 'react';
import { Flex, Text } from '@backstage/ui';

/** Says that there is nothing, why, and what to do about it. */
export const EmptyNotice = (props: {
  title: string;
  hint?: string;
  action?: ReactNode;
}) => (
  <Flex
    direction="column"
    align="center"
    gap="3"
    py="10"
    px="4"
    style={{ width: '100%' }}
  >
    <Text as="p" variant="title-x-small">
      {props.title}
    </Text>
    {props.hint && (
      <Text as="p" color="secondary" style={{ textAlign: 'center' }}>
        {props.hint}
      </Text>
    )}
    {props.action}
  </Flex>
);
