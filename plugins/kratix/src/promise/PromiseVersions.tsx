import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Badge, Flex, Text } from '@backstage/ui';
import { PromiseDetails } from 'backstage-plugin-kratix-common';
import { Section } from '../components/Section';
import { kratixTranslationRef } from '../translation';
import { Bindings } from './Bindings';
import { useVersionText } from './useVersionText';

/** The versions of a Promise that are kept, who runs which, and the versions of its API. */
export const PromiseVersions = ({ promise }: { promise: PromiseDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const versionText = useVersionText();
  const { revisions, bindings, versions, api } = promise;
  return (
    <Flex direction="column" gap="4">
      <Section title={t('version.revisions')}>
        {revisions?.length ? (
          <Flex direction="column" gap="3" role="list">
            {revisions.map(({ version, latest, requests }) => (
              <Flex
                key={version}
                role="listitem"
                justify="between"
                gap="3"
                style={{ overflowWrap: 'anywhere' }}
              >
                <Flex align="center" gap="2">
                  <Text weight="bold">{versionText(version)}</Text>
                  {latest && <Badge size="small">{t('version.latest')}</Badge>}
                </Flex>
                <Text color="secondary" style={{ flex: 'none' }}>
                  {t('version.runBy', { count: requests })}
                </Text>
              </Flex>
            ))}
          </Flex>
        ) : (
          <Text color="secondary">{t('version.noRevisions')}</Text>
        )}
      </Section>
      {bindings && (
        <Section title={t('version.bindings')}>
          <Bindings bindings={bindings} />
        </Section>
      )}
      {versions.length > 0 && (
        <Section title={t('promise.apiVersions')}>
          <Flex direction="column" gap="2" role="list">
            {versions.map(({ name, served }) => (
              <Flex key={name} role="listitem" align="center" gap="2">
                <Text>{name}</Text>
                {name === api?.version && (
                  <Badge size="small">{t('version.storage')}</Badge>
                )}
                {!served && (
                  <Text variant="body-small" color="secondary">
                    {t('version.notServed')}
                  </Text>
                )}
              </Flex>
            ))}
          </Flex>
        </Section>
      )}
    </Flex>
  );
};
