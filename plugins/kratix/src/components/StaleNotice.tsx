import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Box } from '@backstage/ui';
import { Live } from '../live/useLive';
import { kratixTranslationRef } from '../translation';
import { reasonOf } from './ErrorNotice';
import { useRelativeTime } from './TimeAgo';

/** Says that an answer is shown although a newer one could not be had. */
export const StaleNotice = ({ live }: { live: Live<unknown> }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const format = useRelativeTime();
  if (!live.error || live.value === undefined || !live.loadedAt) {
    return null;
  }
  return (
    <Box mb="4">
      <Alert
        role="status"
        status="warning"
        icon
        title={t('stale.title')}
        description={t('stale.description', {
          time: format(live.loadedAt) ?? '',
          reason: reasonOf(live.error),
        })}
      />
    </Box>
  );
};
