import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Grid } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';
import { ApiReference } from './ApiReference';
import { exampleRequest } from './exampleRequest';
import { schemaFields } from './schemaFields';

/** The API of a Promise as documentation, with an example to copy. */
export const PromiseApiTab = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { schema } = promise;
  const spec = useMemo(() => schemaFields(schema, 'spec'), [schema]);
  const status = useMemo(() => schemaFields(schema, 'status'), [schema]);
  const example = useMemo(() => exampleRequest(promise), [promise]);
  return (
    <Grid.Root columns={{ initial: '1', lg: '2' }} gap="4">
      <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
        <Section title={t('promise.reference')}>
          <ApiReference fields={spec} none={t('schema.none')} />
        </Section>
        {status.length > 0 && (
          <Section title={t('promise.statusReference')}>
            <ApiReference fields={status} none={t('schema.none')} />
          </Section>
        )}
      </Flex>
      {example && (
        <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
          <Section title={t('promise.example')}>
            <YamlBlock label={t('promise.example')} text={example} />
          </Section>
        </Flex>
      )}
    </Grid.Root>
  );
};
