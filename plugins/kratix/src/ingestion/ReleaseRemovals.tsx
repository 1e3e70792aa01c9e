import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { IngestionHold } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { Confirmation } from '../components/Confirmation';
import { DialogButton } from '../components/DialogButton';
import { EntityName } from '../components/EntityName';
import { statusOf } from '../live/errors';
import { kratixTranslationRef } from '../translation';
import { MoreButton } from './MoreButton';
import { useIngestionList } from './useIngestionList';

const Release = (props: {
  source: string;
  hold: IngestionHold;
  onClose: () => void;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const { source, hold, onClose, onReleased } = props;
  const list = useIngestionList({
    source,
    list: 'held',
    beginning: hold.entityRefs,
    total: hold.removals,
  });
  return (
    <Confirmation
      title={t('release.title', { count: hold.removals, source })}
      confirm={t('release.confirm', { count: hold.removals })}
      cancel={t('release.cancel')}
      destructive
      onConfirm={async () => {
        await kratix.releaseRemovals(source, hold.id);
        onReleased();
      }}
      onClose={onClose}
      failed={error =>
        t(statusOf(error) === 409 ? 'release.changed' : 'release.failed')
      }
    >
      <Text as="p">
        {t('release.what', {
          removals: hold.removals,
          entities: hold.entities,
          source,
        })}
      </Text>
      <Flex
        direction="column"
        gap="1"
        role="list"
        aria-label={t('release.list')}
        style={{ overflowWrap: 'anywhere' }}
      >
        {list.items.map(entityRef => (
          <Text key={entityRef} role="listitem" variant="body-medium">
            <EntityName entityRef={entityRef} />
          </Text>
        ))}
      </Flex>
      <MoreButton list={list} />
    </Confirmation>
  );
};

/** Lets held removals through, once one has seen what will go; absent where the person may not. */
export const ReleaseRemovals = (props: {
  source: string;
  hold: IngestionHold;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { source, hold, onReleased } = props;
  return (
    <DialogButton
      label={t('release.open')}
      aria-label={t('release.openLabel', { source })}
      size="small"
      width={560}
      height={600}
    >
      {close => (
        <Release
          source={source}
          hold={hold}
          onClose={close}
          onReleased={onReleased}
        />
      )}
    </DialogButton>
  );
};
