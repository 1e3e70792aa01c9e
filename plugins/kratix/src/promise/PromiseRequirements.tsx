import { Flex, Link, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { useOptionalRouteRef } from '../components/useOptionalRouteRef';
import { promiseRouteRef } from '../routes';

/** The Promises that must be there first. */
export const PromiseRequirements = (props: {
  platform: string;
  requirements: PromiseDetails['requiredPromises'];
}) => {
  const promiseLink = useOptionalRouteRef(promiseRouteRef);
  const { platform, requirements } = props;
  return (
    <Flex direction="column" gap="2" role="list">
      {requirements.map(({ name, version }) => (
        <Text key={name} role="listitem" variant="body-medium">
          {promiseLink ? (
            <Link href={promiseLink({ platform, promise: name })}>{name}</Link>
          ) : (
            name
          )}{' '}
          {version}
        </Text>
      ))}
    </Flex>
  );
};
