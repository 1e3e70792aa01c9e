import { useMemo, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, SearchField, Switch, Text } from '@backstage/ui';
import { RequestRef } from 'backstage-plugin-kratix-common';
import { ErrorNotice } from '../components/ErrorNotice';
import { kratixTranslationRef } from '../translation';
import { CopyButton } from '../components/CopyButton';
import { LogView } from './LogView';
import { saveText } from './saveText';
import { useLog } from './useLog';

/** The log of one Step: to search, to follow, to copy, to save. */
export const StepLog = (props: {
  requestRef: RequestRef;
  pod: string;
  step: string;
  /** Whether the Step still runs. */
  running: boolean;
  /** Whether it is the log of the attempt before. */
  previous?: boolean;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { requestRef, pod, step, running, previous = false } = props;
  const log = useLog(requestRef, {
    pod,
    name: step,
    follow: running && !previous,
    previous,
  });
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [follow, setFollow] = useState(true);
  const search = typed.toLowerCase();
  const { lines, dropped, reading, error } = log;
  const found = useMemo(
    () =>
      search
        ? lines.flatMap((line, index) =>
            line.toLowerCase().includes(search) ? [index] : [],
          )
        : [],
    [lines, search],
  );
  const at = Math.min(chosen, found.length - 1);
  const goTo = (index: number) => {
    setFollow(false);
    setChosen((index + found.length) % found.length);
  };

  if (!lines.length) {
    const silence = reading ? t('logs.waiting') : t('logs.empty');
    return error ? (
      <ErrorNotice error={error} />
    ) : (
      <Text color="secondary" role="status">
        {silence}
      </Text>
    );
  }
  return (
    <Flex direction="column" gap="2">
      {error && <ErrorNotice error={error} title={t('logs.broken')} />}
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <SearchField
          size="small"
          aria-label={t('logs.search')}
          placeholder={t('logs.search')}
          value={typed}
          onChange={text => {
            setTyped(text);
            setChosen(0);
            setFollow(!text);
          }}
          style={{ flex: '1 1 180px', maxWidth: 280 }}
        />
        {search && (
          <Text variant="body-small" color="secondary" role="status">
            {found.length
              ? t('logs.found', {
                  at: at + 1,
                  total: found.length,
                })
              : t('logs.notFound')}
          </Text>
        )}
        {found.length > 1 && (
          <>
            <Button
              size="small"
              variant="secondary"
              onPress={() => goTo(at - 1)}
            >
              {t('logs.before')}
            </Button>
            <Button
              size="small"
              variant="secondary"
              onPress={() => goTo(at + 1)}
            >
              {t('logs.next')}
            </Button>
          </>
        )}
        {reading && running && (
          <Switch
            label={t('logs.follow')}
            isSelected={follow}
            onChange={setFollow}
          />
        )}
        <Flex align="center" gap="1" style={{ marginInlineStart: 'auto' }}>
          <CopyButton
            label={t('logs.copy', { step })}
            text={() => lines.join('\n')}
          />
          <Button
            size="small"
            variant="secondary"
            onPress={() => saveText(`${pod}-${step}.log`, lines.join('\n'))}
          >
            {t('logs.download')}
          </Button>
        </Flex>
      </Flex>
      {dropped > 0 && (
        <Text variant="body-small" color="secondary">
          {t('logs.cut', { count: dropped })}
        </Text>
      )}
      <LogView
        label={t('logs.label', { step })}
        lines={lines}
        first={dropped}
        search={search}
        current={found.length ? found[at] : undefined}
        follow={follow}
        onFollow={setFollow}
      />
    </Flex>
  );
};
