import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Grid, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { Facts } from '../components/Facts';
import { Section } from '../components/Section';
import { TimeAgo } from '../components/TimeAgo';
import { RequestCounts } from '../promises/RequestCounts';
import { kratixTranslationRef } from '../translation';
import { Conditions } from './Conditions';
import { PromiseReleases } from './PromiseReleases';
import { PromiseRemoval } from './PromiseRemoval';
import { PromiseRequirements } from './PromiseRequirements';

const listed = (items: string[] | undefined) =>
  items?.length ? items.join(', ') : undefined;

/** What a Promise is, what it stands on, and how it is doing. */
export const PromiseOverview = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { api, platform, requiredPromises, requiredBy, releases } = promise;
  return (
    <Flex direction="column" gap="4">
      <Grid.Root columns={{ initial: '1', lg: '2' }} gap="4">
        <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
          <Section title={t('promise.overview')}>
            <Flex direction="column" gap="4">
              {promise.description && (
                <Text as="p" style={{ overflowWrap: 'anywhere' }}>
                  {promise.description}
                </Text>
              )}
              {api && <RequestCounts promise={promise} />}
              <Facts
                facts={[
                  [t('common.promise'), promise.name],
                  [t('common.platform'), platform],
                  [t('promise.version'), promise.version],
                  [
                    t('request.kind'),
                    api
                      ? `${api.group}/${api.version} ${api.kind}`
                      : t('promises.noApi'),
                  ],
                  [t('promise.pipelines'), listed(promise.pipelines)],
                  [t('promise.uniqueFields'), listed(promise.uniqueFields)],
                  [
                    t('promise.lastActivity'),
                    promise.lastActivity && (
                      <TimeAgo time={promise.lastActivity} />
                    ),
                  ],
                  [
                    t('request.created'),
                    promise.createdAt && <TimeAgo time={promise.createdAt} />,
                  ],
                ]}
              />
            </Flex>
          </Section>
          {!!releases?.length && (
            <Section title={t('promise.releases')}>
              <PromiseReleases releases={releases} />
            </Section>
          )}
        </Flex>
        <Flex direction="column" gap="4" style={{ minWidth: 0 }}>
          {requiredPromises.length > 0 && (
            <Section title={t('promise.requires')}>
              <PromiseRequirements
                platform={platform}
                requirements={requiredPromises}
              />
            </Section>
          )}
          {!!requiredBy?.length && (
            <Section title={t('promise.requiredBy')}>
              <PromiseRequirements
                platform={platform}
                requirements={requiredBy}
              />
            </Section>
          )}
          <Section title={t('promise.conditions')}>
            {promise.conditions.length ? (
              <Conditions conditions={promise.conditions} />
            ) : (
              <Text color="secondary">{t('promise.noConditions')}</Text>
            )}
          </Section>
        </Flex>
      </Grid.Root>
      <PromiseRemoval promise={promise} />
    </Flex>
  );
};
