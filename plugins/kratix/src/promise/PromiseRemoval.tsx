import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { YamlBlock } from '../components/YamlBlock';
import { requestTotal } from '../promises/arrangePromises';
import { kratixTranslationRef } from '../translation';
import { removalCommand } from './removalCommand';

/** What deleting a Promise would take with it, and how that is done: not here. */
export const PromiseRemoval = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const seen = requestTotal(promise);
  const total = Math.max(promise.requestTotal ?? 0, seen);
  const dependents = promise.requiredBy ?? [];
  return (
    <Section title={t('removal.title')}>
      <Flex direction="column" gap="3">
        <Text as="p">
          {[
            total
              ? t('removal.requests', { count: total })
              : t('removal.noRequests'),
            total > seen && t('removal.unseen', { count: total - seen }),
            dependents.length &&
              t('removal.dependents', {
                promises: dependents.map(({ name }) => name).join(', '),
              }),
            promise.releases?.length && t('removal.release'),
          ]
            .filter(Boolean)
            .join(' ')}
        </Text>
        <Text as="p" variant="body-small" color="secondary">
          {t('removal.how')}
        </Text>
        <YamlBlock
          label={t('removal.command')}
          text={removalCommand(promise)}
        />
      </Flex>
    </Section>
  );
};
