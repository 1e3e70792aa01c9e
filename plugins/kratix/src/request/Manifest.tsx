import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { stringify } from 'yaml';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';

const LIMIT = 100_000;

/** A request as the platform has it. */
export const Manifest = ({ manifest }: { manifest: KubeObject }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const text = useMemo(
    () => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false }),
    [manifest],
  );
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-small" color="secondary">
        {t('request.manifestHint')}
      </Text>
      {text.length > LIMIT && (
        <Text as="p" color="secondary">
          {t('request.tooLarge', { limit: LIMIT.toLocaleString() })}
        </Text>
      )}
      <YamlBlock
        label={t('request.manifest')}
        text={text.slice(0, LIMIT)}
        maxHeight={640}
      />
    </Flex>
  );
};
