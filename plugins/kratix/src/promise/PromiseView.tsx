import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Grid, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { TimeAgo } from '../components/TimeAgo';
import { YamlBlock } from '../components/YamlBlock';
import { RequestCounts } from '../promises/RequestCounts';
import { kratixTranslationRef } from '../translation';
import { ApiReference } from './ApiReference';
import { Conditions } from './Conditions';
import { exampleRequest } from './exampleRequest';
import { LabelSets } from './LabelSets';
import { PromiseRequirements } from './PromiseRequirements';
import { PromiseSummaryAlert } from './PromiseSummaryAlert';
import { schemaFields } from './schemaFields';
import { Workflow } from './Workflow';

const versionsOf = ({ versions, api }: PromiseDetails) =>
  versions.map(({ name }) => (name === api?.version ? `${name} *` : name));

/** Everything there is to see of a Promise. */
export const PromiseView = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { api, schema } = promise;
  const spec = useMemo(() => schemaFields(schema, 'spec'), [schema]);
  const status = useMemo(() => schemaFields(schema, 'status'), [schema]);
  const example = useMemo(() => exampleRequest(promise), [promise]);
  return (
    <Flex direction="column" gap="4">
      <PromiseSummaryAlert state={promise.state} />
      <Grid.Root columns={{ initial: '1', lg: '2' }} gap="4">
        <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
          <Section title={t('promise.overview')}>
            <Flex direction="column" gap="4">
              {promise.description && (
                <Text as="p" style={{ overflowWrap: 'anywhere' }}>
                  {promise.description}
                </Text>
              )}
              <Facts
                facts={[
                  [t('common.promise'), promise.name],
                  [t('common.platform'), promise.platform],
                  [t('promise.version'), promise.version],
                  [
                    t('request.kind'),
                    api
                      ? `${api.group}/${api.version} ${api.kind}`
                      : t('promises.noApi'),
                  ],
                  [
                    t('promise.apiVersions'),
                    promise.versions.length > 1
                      ? versionsOf(promise).join(', ')
                      : undefined,
                  ],
                  [
                    t('promise.uniqueFields'),
                    promise.uniqueFields.length
                      ? promise.uniqueFields.join(', ')
                      : undefined,
                  ],
                  [
                    t('request.created'),
                    promise.createdAt && <TimeAgo time={promise.createdAt} />,
                  ],
                ]}
              />
              {api && <RequestCounts promise={promise} />}
            </Flex>
          </Section>
          <Section title={t('promise.workflow')}>
            <Workflow pipelines={promise.resourcePipelines} />
          </Section>
          <Section title={t('promise.destinations')}>
            <LabelSets selectors={promise.destinationSelectors} />
          </Section>
          {promise.requiredPromises.length > 0 && (
            <Section title={t('promise.requires')}>
              <PromiseRequirements
                platform={promise.platform}
                requirements={promise.requiredPromises}
              />
            </Section>
          )}
          {promise.conditions.length > 0 && (
            <Section title={t('promise.conditions')}>
              <Conditions conditions={promise.conditions} />
            </Section>
          )}
        </Flex>
        <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
          {api && (
            <Section title={t('promise.reference')}>
              <ApiReference fields={spec} none={t('schema.none')} />
            </Section>
          )}
          {example && (
            <Section title={t('promise.example')}>
              <YamlBlock label={t('promise.example')} text={example} />
            </Section>
          )}
          {status.length > 0 && (
            <Section title={t('promise.statusReference')}>
              <ApiReference fields={status} none={t('schema.none')} />
            </Section>
          )}
        </Flex>
      </Grid.Root>
    </Flex>
  );
};
