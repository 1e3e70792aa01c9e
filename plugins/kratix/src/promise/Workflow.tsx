import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { PromisePipeline } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';

/** Pipelines in the order in which they run, with their Steps. */
export const Workflow = ({ pipelines }: { pipelines: PromisePipeline[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  if (!pipelines.length) {
    return <Text color="secondary">{t('promise.noPipelines')}</Text>;
  }
  return (
    <Flex direction="column" gap="4" role="list">
      {pipelines.map(pipeline => (
        <Flex
          key={pipeline.name}
          direction="column"
          gap="1"
          role="listitem"
          style={{ overflowWrap: 'anywhere' }}
        >
          <Text variant="body-medium" weight="bold">
            {pipeline.name}
          </Text>
          <ol style={{ margin: 0, paddingLeft: '1.5rem' }}>
            {pipeline.steps.map(step => (
              <li key={step.name}>
                <Text variant="body-medium">{step.name}</Text>{' '}
                <Text
                  variant="body-small"
                  color="secondary"
                  style={{ fontFamily: 'var(--bui-font-monospace)' }}
                >
                  {step.image}
                </Text>
              </li>
            ))}
          </ol>
        </Flex>
      ))}
    </Flex>
  );
};
