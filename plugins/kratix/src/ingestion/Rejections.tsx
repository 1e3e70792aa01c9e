import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { kratixTranslationRef } from '../translation';
import { FilePlace } from './FilePlace';
import { MoreButton } from './MoreButton';
import { useIngestionList } from './useIngestionList';

/** The documents of a source that are not in the catalog, and why. */
export const Rejections = ({ source }: { source: IngestionSource }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const list = useIngestionList({
    source: source.source,
    list: 'rejected',
    beginning: source.rejected,
    total: source.counts.rejected,
  });
  return (
    <Flex direction="column" gap="4">
      <Flex direction="column" gap="4" role="list">
        {list.items.map(({ path, line, reason, entityRef, ...rejection }) => (
          <Flex
            key={`${path}:${line}`}
            direction="column"
            gap="1"
            role="listitem"
            style={{ overflowWrap: 'anywhere' }}
          >
            <FilePlace path={path} line={line} />
            <Text variant="body-medium">{reason}</Text>
            <Text variant="body-small" color="secondary">
              {[
                entityRef,
                t(
                  rejection.lastGoodVersionKept
                    ? 'ingestion.lastGoodKept'
                    : 'ingestion.notIngested',
                ),
              ]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Flex>
        ))}
      </Flex>
      <MoreButton list={list} />
    </Flex>
  );
};
