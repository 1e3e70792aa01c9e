import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  IngestionHold,
  kratixIngestionApprovePermission,
} from 'backstage-plugin-kratix-common';
import { Notice } from '../components/Notice';
import { useRelativeTime } from '../components/TimeAgo';
import { kratixTranslationRef } from '../translation';
import { ReleaseRemovals } from './ReleaseRemovals';

/** Says that removals are held, why and since when, and leads to their release. */
export const HeldRemovals = (props: {
  source: string;
  hold: IngestionHold;
  onReleased: () => void;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const format = useRelativeTime();
  const { source, hold, onReleased } = props;
  return (
    <Notice
      role="status"
      status="warning"
      icon
      title={t('ingestion.heldTitle', {
        count: hold.removals,
        entities: hold.entities,
      })}
      description={[
        t('ingestion.heldReason'),
        t('ingestion.heldSince', {
          time: format(hold.since) ?? hold.since,
          revision: hold.revision.slice(0, 12),
        }),
        !hold.releasable &&
          t('ingestion.notReleasable', {
            permission: kratixIngestionApprovePermission.name,
          }),
      ]
        .filter(Boolean)
        .join(' ')}
      customActions={
        hold.releasable ? (
          <ReleaseRemovals
            source={source}
            hold={hold}
            onReleased={onReleased}
          />
        ) : undefined
      }
    />
  );
};
