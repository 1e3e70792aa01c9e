import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Link, Text } from '@backstage/ui';
import { PlacementSummary, RequestRef } from 'backstage-plugin-kratix-common';
import { ShowMore } from '../components/ShowMore';
import { StateLabel } from '../components/StateLabel';
import { PlacementPages, usePlacementPages } from '../files/usePlacementPages';
import { kratixTranslationRef } from '../translation';
import { Section } from '../components/Section';
import { Commit } from './Commit';

const SHOWN_FILES = 8;

const monospace = {
  fontFamily: 'var(--bui-font-monospace)',
  overflowWrap: 'anywhere',
} as const;

const Page = (props: { href?: string; text: string }) =>
  props.href ? (
    <Link
      href={props.href}
      target="_blank"
      rel="noopener noreferrer"
      variant="body-small"
      style={monospace}
    >
      {props.text}
    </Link>
  ) : (
    <>{props.text}</>
  );

const Placement = (props: {
  placement: PlacementSummary;
  pages: PlacementPages;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { placement, pages } = props;
  const { destination, written, error, versionId, files, pipeline } = placement;
  let state = <StateLabel tone="info" label={t('request.notWritten')} />;
  if (error) {
    state = <StateLabel tone="danger" label={t('request.writeFailed')} />;
  } else if (written) {
    state = <StateLabel tone="success" label={t('request.written')} />;
  }
  return (
    <Flex direction="column" gap="2" role="listitem">
      <Flex
        align="center"
        justify="between"
        gap="3"
        style={{ flexWrap: 'wrap' }}
      >
        <Flex align="center" gap="3" style={{ minWidth: 0 }}>
          {state}
          <Text variant="body-medium" weight="bold" truncate>
            {destination}
          </Text>
        </Flex>
        {versionId && (
          <Text
            variant="body-small"
            color="secondary"
            title={versionId}
            style={monospace}
          >
            <Commit href={pages.commit} versionId={versionId} />
          </Text>
        )}
      </Flex>
      {error && (
        <Text variant="body-small" style={{ overflowWrap: 'anywhere' }}>
          {error}
        </Text>
      )}
      <Flex direction="column" gap="1" role="list">
        {files.slice(0, SHOWN_FILES).map(file => (
          <Text
            key={file}
            role="listitem"
            variant="body-small"
            style={monospace}
          >
            <Page href={pages.file?.(file)} text={file} />
          </Text>
        ))}
        {files.length > SHOWN_FILES && (
          <Text role="listitem" variant="body-small" color="secondary">
            {t('request.moreFiles', { count: files.length - SHOWN_FILES })}
          </Text>
        )}
        {files.length === 0 && (
          <Text role="listitem" variant="body-small" color="secondary">
            {t('request.noFiles')}
          </Text>
        )}
      </Flex>
      {pipeline && (
        <Text variant="body-small" color="secondary">
          {t('request.fromPipeline', { pipeline })}
        </Text>
      )}
    </Flex>
  );
};

/** What a request put where. */
export const Placements = (props: {
  requestRef: RequestRef;
  placements: PlacementSummary[];
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const pagesOf = usePlacementPages(props.requestRef);
  return (
    <Section title={t('request.placements')}>
      {props.placements.length ? (
        <ShowMore items={props.placements} first={10}>
          {shown => (
            <Flex direction="column" gap="5" role="list">
              {shown.map(placement => (
                <Placement
                  key={`${placement.namespace}/${placement.name}`}
                  placement={placement}
                  pages={pagesOf(placement)}
                />
              ))}
            </Flex>
          )}
        </ShowMore>
      ) : (
        <Text color="secondary">{t('request.noPlacements')}</Text>
      )}
    </Section>
  );
};
