import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

/** The labels that a Destination needs, one line for each way to match. */
export const LabelSets = (props: { selectors: Record<string, string>[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  if (!props.selectors.length) {
    return <Text color="secondary">{t('promise.anyDestination')}</Text>;
  }
  const lines = props.selectors.map(labels =>
    Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(', '),
  );
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-medium" color="secondary">
        {t('promise.destinationsHint')}
      </Text>
      <Flex direction="column" gap="1" role="list">
        {[...new Set(lines)].map(line => (
          <Text
            key={line}
            role="listitem"
            variant="body-medium"
            style={{
              fontFamily: 'var(--bui-font-monospace)',
              overflowWrap: 'anywhere',
            }}
          >
            {line}
          </Text>
        ))}
      </Flex>
    </Flex>
  );
};
