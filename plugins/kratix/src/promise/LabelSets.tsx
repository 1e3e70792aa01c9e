import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { ShortBadge } from '../components/ShortBadge';
import { kratixTranslationRef } from '../translation';

/** The labels that a Destination needs: those of all selectors together. */
export const LabelSets = (props: { selectors: Record<string, string>[] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  // Where two ask for different values of a label, Kratix takes the first.
  const labels = Object.entries<string>(
    Object.assign({}, ...[...props.selectors].reverse()),
  );
  if (!labels.length) {
    return <Text color="secondary">{t('promise.anyDestination')}</Text>;
  }
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-medium" color="secondary">
        {t('promise.destinationsHint')}
      </Text>
      <Flex gap="2" role="list" style={{ flexWrap: 'wrap' }}>
        {labels.map(([key, value]) => (
          <div
            key={key}
            role="listitem"
            style={{ display: 'flex', maxWidth: '100%' }}
          >
            <ShortBadge size="medium" text={`${key}=${value}`} />
          </div>
        ))}
      </Flex>
    </Flex>
  );
};
