import { useState } from 'react';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { IngestionHold } from 'backstage-plugin-kratix-common';
import { kratixApiRef } from '../api/kratixApiRef';
import { EntityName } from '../components/EntityName';
import { ErrorNotice } from '../components/ErrorNotice';
import { statusOf, toError } from '../live/errors';
import { kratixTranslationRef } from '../translation';
import { MoreButton } from './MoreButton';
import { useIngestionList } from './useIngestionList';

const Confirmation = (props: {
  source: string;
  hold: IngestionHold;
  onClose: () => void;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const kratix = useApi(kratixApiRef);
  const { source, hold, onClose, onReleased } = props;
  const [pending, setPending] = useState(false);
  const [error, setError] = useState<Error>();
  const list = useIngestionList({
    source,
    list: 'held',
    beginning: hold.entityRefs,
    total: hold.removals,
  });

  const confirm = async () => {
    setPending(true);
    setError(undefined);
    try {
      await kratix.releaseRemovals(source, hold.id);
      onReleased();
      onClose();
    } catch (thrown) {
      setError(toError(thrown));
      setPending(false);
    }
  };

  return (
    <>
      <DialogHeader>
        {t('release.title', { count: hold.removals, source })}
      </DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
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
          {error && (
            <ErrorNotice
              title={t(
                statusOf(error) === 409 ? 'release.changed' : 'release.failed',
              )}
              error={error}
            />
          )}
        </Flex>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="primary"
          destructive
          isPending={pending}
          onPress={confirm}
        >
          {t('release.confirm', { count: hold.removals })}
        </Button>
        <Button variant="secondary" onPress={onClose}>
          {t('release.cancel')}
        </Button>
      </DialogFooter>
    </>
  );
};

/** Lets held removals through, once one has seen what will go; absent where the person may not. */
export const ReleaseRemovals = (props: {
  source: string;
  hold: IngestionHold;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [open, setOpen] = useState(false);
  const { source, hold, onReleased } = props;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        aria-label={t('release.openLabel', { source })}
        onPress={() => setOpen(true)}
      >
        {t('release.open')}
      </Button>
      <Dialog isOpen={open} onOpenChange={setOpen} width={560} height={600}>
        <Confirmation
          source={source}
          hold={hold}
          onClose={() => setOpen(false)}
          onReleased={onReleased}
        />
      </Dialog>
    </>
  );
};
