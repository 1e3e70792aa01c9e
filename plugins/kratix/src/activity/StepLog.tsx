import { LogViewer } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box, Button, Flex, Text } from '@backstage/ui';
import { RequestRef } from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { kratixTranslationRef } from '../translation';
import { saveText } from './saveText';
import { useLog } from './useLog';

/** The log of one Step: to search, to follow, to copy lines of, to save. */
export const StepLog = (props: {
  requestRef: RequestRef;
  pod: string;
  step: string;
  /** Whether the Step still runs. */
  running: boolean;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { requestRef, pod, step, running } = props;
  const log = useLog(requestRef, { pod, name: step, follow: running });
  const silence = log.reading ? t('logs.waiting') : t('logs.empty');
  return (
    <Flex direction="column" gap="2">
      {log.error && <ErrorNotice error={log.error} />}
      {log.cut && (
        <Text variant="body-small" color="secondary">
          {t('logs.cut')}
        </Text>
      )}
      {log.text ? (
        <Box style={{ height: 400 }}>
          <LogViewer text={log.text} />
        </Box>
      ) : (
        !log.error && <Text color="secondary">{silence}</Text>
      )}
      {log.text && (
        <Flex>
          <Button
            size="small"
            variant="secondary"
            onPress={() => saveText(`${pod}-${step}.log`, log.text)}
          >
            {t('logs.download')}
          </Button>
        </Flex>
      )}
    </Flex>
  );
};
