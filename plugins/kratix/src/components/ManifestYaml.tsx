import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { stringify } from 'yaml';
import { kratixTranslationRef } from '../translation';
import { YamlBlock } from './YamlBlock';

const LIMIT = 200_000;

/** An object as the platform has it. Control characters are escaped, as YAML has it. */
export const ManifestYaml = ({ manifest }: { manifest: KubeObject }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const text = useMemo(
    () => stringify(manifest, { lineWidth: 0, aliasDuplicateObjects: false }),
    [manifest],
  );
  return (
    <Flex direction="column" gap="3">
      {text.length > LIMIT && (
        <Text as="p" color="secondary">
          {t('request.tooLarge', { limit: LIMIT })}
        </Text>
      )}
      <YamlBlock
        label={t('request.manifest')}
        text={text.slice(0, LIMIT)}
        maxHeight={720}
      />
    </Flex>
  );
};
