import { Flex, Text } from '@backstage/ui';
import { PromisePipeline } from 'backstage-plugin-kratix-common';

/** Pipelines in the order in which they run, with their Steps. */
export const Workflow = (props: {
  pipelines: PromisePipeline[];
  /** Said where there are none. */
  none?: string;
}) => {
  const { pipelines, none } = props;
  if (!pipelines.length) {
    return <Text color="secondary">{none}</Text>;
  }
  return (
    <Flex direction="column" gap="4" role="list">
      {pipelines.map((pipeline, index) => (
        <Flex
          // Kratix asks for names that differ; a broken Promise may not have them.
          key={`${index} ${pipeline.name}`}
          direction="column"
          gap="2"
          role="listitem"
          style={{ overflowWrap: 'anywhere' }}
        >
          <Text variant="body-medium" weight="bold">
            {pipeline.name}
          </Text>
          <ol
            style={{
              display: 'flex',
              flexDirection: 'column',
              gap: 'var(--bui-space-2)',
              margin: 0,
              paddingLeft: 'var(--bui-space-5)',
              borderLeft: '2px solid var(--bui-border-1)',
            }}
          >
            {pipeline.steps.map((step, at) => (
              <li key={`${at} ${step.name}`}>
                <Flex direction="column" gap="0.5">
                  <Text variant="body-medium">{step.name}</Text>
                  <Text
                    variant="body-small"
                    color="secondary"
                    style={{ fontFamily: 'var(--bui-font-monospace)' }}
                  >
                    {step.image}
                  </Text>
                </Flex>
              </li>
            ))}
          </ol>
        </Flex>
      ))}
    </Flex>
  );
};
