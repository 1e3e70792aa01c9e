import { Flex, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { PromiseName } from './PromiseName';

/** The Promises that must be there first. */
export const PromiseRequirements = (props: {
  platform: string;
  requirements: PromiseDetails['requiredPromises'];
}) => {
  const { platform, requirements } = props;
  return (
    <Flex direction="column" gap="2" role="list">
      {requirements.map(({ name, version }) => (
        <Text key={name} role="listitem" variant="body-medium">
          <PromiseName platform={platform} promise={name} /> {version}
        </Text>
      ))}
    </Flex>
  );
};
