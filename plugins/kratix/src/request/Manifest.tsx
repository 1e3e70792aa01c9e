import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { ManifestYaml } from '../components/ManifestYaml';
import { kratixTranslationRef } from '../translation';

/** A request as the platform has it. */
export const Manifest = ({ manifest }: { manifest: KubeObject }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Flex direction="column" gap="2">
      <Text as="p" variant="body-small" color="secondary">
        {t('request.manifestHint')}
      </Text>
      <ManifestYaml manifest={manifest} />
    </Flex>
  );
};
