import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { DiagnosisList } from 'backstage-plugin-kratix-common';
import { useRelativeTime } from '../components/TimeAgo';
import { useRequestTexts } from '../components/useRequestTexts';
import { YamlBlock } from '../components/YamlBlock';
import { Live } from '../live/useLive';
import { kratixTranslationRef } from '../translation';

const TONES = { error: 'danger', waiting: 'warning', note: 'info' } as const;

type CauseItem = DiagnosisList['items'][number];

const Cause = ({ cause, first }: { cause: CauseItem; first: boolean }) => {
  const { t, causeTexts } = useRequestTexts();
  const format = useRelativeTime();
  const retry = cause.retryAt && format(cause.retryAt);
  const { summary, nextStep } = causeTexts(cause);
  return (
    <Flex direction="column" gap="2" role="listitem">
      {!first && (
        <Alert
          status={TONES[cause.severity]}
          icon
          title={summary}
          description={[
            t('request.nextStep', { step: nextStep }),
            retry && t('request.retryAt', { time: retry }),
          ]
            .filter(Boolean)
            .join(' ')}
          style={{ overflowWrap: 'anywhere' }}
        />
      )}
      {cause.log && (
        <YamlBlock
          label={t('diagnosis.log', { step: cause.subject?.name ?? '' })}
          text={cause.log.join('\n')}
          caption
          maxHeight={240}
        />
      )}
    </Flex>
  );
};

/**
 * What more there is to say of why a request is not as it should be. The first cause itself is said
 * with the state; its last lines of log stand here.
 */
export const Causes = ({ live }: { live: Live<DiagnosisList> }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { items = [], notChecked = [] } = live.value ?? {};
  const shown = items.filter((cause, index) => index > 0 || cause.log);
  if (!shown.length && !notChecked.length) {
    return null;
  }
  return (
    <Flex
      direction="column"
      gap="3"
      role="list"
      aria-label={t('diagnosis.title')}
    >
      {shown.map((cause, index) => (
        <Cause
          key={`${cause.code} ${index}`}
          cause={cause}
          first={cause === items[0]}
        />
      ))}
      {notChecked.length > 0 && (
        <Text
          role="listitem"
          variant="body-small"
          color="secondary"
          style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
        >
          {t('diagnosis.notChecked', { what: notChecked.join(' ') })}
        </Text>
      )}
    </Flex>
  );
};
