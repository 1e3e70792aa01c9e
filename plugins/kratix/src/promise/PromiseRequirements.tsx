import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { PromiseRequirement } from 'backstage-plugin-kratix-common';
import { StateLabel } from '../components/StateLabel';
import { kratixTranslationRef } from '../translation';
import { PromiseName } from './PromiseName';

const INSTALLED = 'Requirement installed';

/** Other Promises that a Promise needs, or that need it, and how they stand. */
export const PromiseRequirements = (props: {
  platform: string;
  requirements: PromiseRequirement[];
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { platform, requirements } = props;
  return (
    <Flex direction="column" gap="2" role="list">
      {requirements.map(({ name, version, state }) => (
        <Flex
          key={`${name}/${version}`}
          role="listitem"
          justify="between"
          gap="3"
          style={{ flexWrap: 'wrap', overflowWrap: 'anywhere' }}
        >
          <Text variant="body-medium">
            <PromiseName platform={platform} promise={name} /> {version}
          </Text>
          {state && (
            <StateLabel
              tone={state === INSTALLED ? 'success' : 'danger'}
              label={state === INSTALLED ? t('promise.installed') : state}
              wrap
            />
          )}
        </Flex>
      ))}
    </Flex>
  );
};
