import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Flex, Text } from '@backstage/ui';
import { DiagnosisList, RequestDetails } from 'backstage-plugin-kratix-common';
import { useRelativeTime } from '../components/TimeAgo';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';
import { useDiagnosis } from './useDiagnosis';

const TONES = { error: 'danger', waiting: 'warning', note: 'info' } as const;

const Cause = ({ cause }: { cause: DiagnosisList['items'][number] }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const format = useRelativeTime();
  const retry = cause.retryAt && format(cause.retryAt);
  return (
    <Flex direction="column" gap="2" role="listitem">
      <Alert
        status={TONES[cause.severity]}
        icon
        title={cause.summary}
        description={[
          t('request.nextStep', { step: cause.nextStep }),
          retry && t('request.retryAt', { time: retry }),
        ]
          .filter(Boolean)
          .join(' ')}
        style={{ overflowWrap: 'anywhere' }}
      />
      {cause.log && (
        <YamlBlock
          label={t('diagnosis.log', { step: cause.subject?.name ?? '' })}
          text={cause.log.join('\n')}
          maxHeight={240}
        />
      )}
    </Flex>
  );
};

/** Why a request is not as it should be, the cause first, and what to do. */
export const DiagnosisNotice = ({ request }: { request: RequestDetails }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { value } = useDiagnosis(request);
  if (!value || (!value.items.length && !value.notChecked.length)) {
    return null;
  }
  return (
    <Flex
      direction="column"
      gap="3"
      role="list"
      aria-label={t('diagnosis.title')}
    >
      {value.items.map((cause, index) => (
        <Cause key={`${cause.code} ${index}`} cause={cause} />
      ))}
      {value.notChecked.length > 0 && (
        <Text
          role="listitem"
          variant="body-small"
          color="secondary"
          style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}
        >
          {t('diagnosis.notChecked', { what: value.notChecked.join(' ') })}
        </Text>
      )}
    </Flex>
  );
};
