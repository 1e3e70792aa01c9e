import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Text,
} from '@backstage/ui';
import { KubeObject } from 'backstage-plugin-kratix-common';
import { stringify } from 'yaml';
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
        <pre
          // Wide lines scroll, and what scrolls must be reachable by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="region"
          aria-label={t('request.manifest')}
          style={{
            margin: 0,
            overflow: 'auto',
            maxHeight: 480,
            fontFamily: 'var(--bui-font-monospace)',
            fontSize: 'var(--bui-font-size-2)',
            lineHeight: 1.5,
            color: 'var(--bui-fg-primary)',
          }}
        >
          {text.slice(0, LIMIT)}
        </pre>
      </AccordionPanel>
    </Accordion>
  );
};
