import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { PromiseReleaseSummary } from 'backstage-plugin-kratix-common';
import { StateLabel } from '../components/StateLabel';
import { WebLink } from '../components/WebLink';
import { kratixTranslationRef } from '../translation';

/** Where a Promise was installed from, and whether that worked. */
export const PromiseReleases = (props: {
  releases: PromiseReleaseSummary[];
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const label = ({ installed }: PromiseReleaseSummary) => {
    switch (installed) {
      case true:
        return (
          <StateLabel tone="success" label={t('promiseRelease.installed')} />
        );
      case false:
        return (
          <StateLabel tone="danger" label={t('promiseRelease.notInstalled')} />
        );
      default:
        return <StateLabel tone="info" label={t('promiseRelease.unknown')} />;
    }
  };
  return (
    <Flex direction="column" gap="4" role="list">
      {props.releases.map(release => (
        <Flex
          key={release.name}
          direction="column"
          gap="1"
          role="listitem"
          style={{ overflowWrap: 'anywhere' }}
        >
          <Flex justify="between" align="center" gap="3">
            <Text variant="body-medium" weight="bold">
              {[release.name, release.version].filter(Boolean).join(' ')}
            </Text>
            {label(release)}
          </Flex>
          {release.url && <WebLink url={release.url} />}
          {release.message && (
            <Text as="p" variant="body-small">
              {release.message}
            </Text>
          )}
        </Flex>
      ))}
    </Flex>
  );
};
