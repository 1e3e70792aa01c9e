import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { IngestionSource } from 'backstage-plugin-kratix-common';
import { EntityName } from '../components/EntityName';
import { kratixTranslationRef } from '../translation';
import { FilePlace } from './FilePlace';
import { MoreButton } from './MoreButton';
import { useIngestionList } from './useIngestionList';

/** The entities that a source defines and that another one owns. */
export const ForeignEntities = ({ source }: { source: IngestionSource }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const list = useIngestionList({
    source: source.source,
    list: 'foreign',
    beginning: source.foreign,
    total: source.counts.foreign,
  });
  return (
    <Flex direction="column" gap="4">
      <Flex direction="column" gap="4" role="list">
        {list.items.map(({ entityRef, path, line, owner, isKratixSource }) => (
          <Flex
            key={`${entityRef} ${path}:${line}`}
            direction="column"
            gap="1"
            role="listitem"
            style={{ overflowWrap: 'anywhere' }}
          >
            <Text variant="body-medium">
              <EntityName entityRef={entityRef} />
            </Text>
            <Text variant="body-small" color="secondary">
              {t(
                isKratixSource
                  ? 'ingestion.ownedBySource'
                  : 'ingestion.ownedByProvider',
                { owner },
              )}
            </Text>
            <FilePlace path={path} line={line} />
          </Flex>
        ))}
      </Flex>
      <MoreButton list={list} />
    </Flex>
  );
};
