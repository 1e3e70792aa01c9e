import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { stringify } from 'yaml';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';

const LIMIT = 100_000;

/** A request as the platform has it, folded away. */
export const Manifest = ({ manifest }: { manifest: KubeObject }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const text = stringify(manifest, {
    lineWidth: 0,
    aliasDuplicateObjects: false,
  });
  return (
    <Accordion>
      <AccordionTrigger
        title={t('request.manifest')}
        subtitle={t('request.manifestHint')}
      />
      <AccordionPanel>
        {text.length > LIMIT && (
          <Text as="p" color="secondary">
            {t('request.tooLarge', { limit: LIMIT.toLocaleString() })}
          </Text>
        )}
        <YamlBlock label={t('request.manifest')} text={text.slice(0, LIMIT)} />
      </AccordionPanel>
    </Accordion>
  );
};
