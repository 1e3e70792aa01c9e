import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { KindStatus } from 'backstage-plugin-kratix-common';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';

/** Why a kind cannot be read, and the rule that would let it. */
export const FailedKind = ({ kind }: { kind: KindStatus }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { error, objects } = kind;
  const rule = error?.missingRule?.yaml;
  return (
    <Flex direction="column" gap="2" role="listitem">
      <Alert
        status="warning"
        icon
        title={t('platform.kindFailed', { kind: kind.kind })}
        description={[
          error?.message,
          objects > 0 &&
            t('platform.kindFailedSince', {
              objects: objects.toLocaleString(),
            }),
        ]
          .filter(Boolean)
          .join(' ')}
        style={{ overflowWrap: 'anywhere' }}
      />
      {rule && (
        <>
          <Text as="p" variant="body-small" color="secondary">
            {t('platform.ruleHint')}
          </Text>
          <YamlBlock
            label={t('platform.rule', { kind: kind.kind })}
            text={rule}
            maxHeight={240}
          />
        </>
      )}
    </Flex>
  );
};
