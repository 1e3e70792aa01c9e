import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Grid } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { kratixTranslationRef } from '../translation';
import { Workflow } from './Workflow';

/** The Pipelines of a Promise: for its requests and for itself, when they come and when they go. */
export const PromiseWorkflows = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { workflows, api } = promise;
  const configure = workflows?.resource.configure ?? promise.resourcePipelines;
  const others = [
    [t('promise.deleteWorkflow'), workflows?.resource.delete],
    [t('promise.ownWorkflow'), workflows?.promise.configure],
    [t('promise.ownDeleteWorkflow'), workflows?.promise.delete],
  ] as const;
  return (
    <Grid.Root columns={{ initial: '1', lg: '2' }} gap="4">
      {(api || configure.length > 0) && (
        <Section title={t('promise.workflow')}>
          <Workflow pipelines={configure} none={t('promise.noPipelines')} />
        </Section>
      )}
      {others.map(
        ([title, pipelines]) =>
          !!pipelines?.length && (
            <Section key={title} title={title}>
              <Workflow pipelines={pipelines} />
            </Section>
          ),
      )}
      {!api &&
        !configure.length &&
        !others.some(([, list]) => list?.length) && (
          <Section title={t('promiseTab.workflows')}>
            <Workflow pipelines={[]} none={t('promise.noWorkflows')} />
          </Section>
        )}
    </Grid.Root>
  );
};
