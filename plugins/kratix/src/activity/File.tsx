import { useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex, Text } from '@backstage/ui';
import { ComparedFile } from 'backstage-plugin-kratix-common';
import { StateLabel } from '../components/StateLabel';
import { Tone } from '../components/tone';
import { YamlBlock } from '../components/YamlBlock';
import { kratixTranslationRef } from '../translation';
import { FileDiff } from './FileDiff';

const LIMIT = 200_000;

const TONES: Record<NonNullable<ComparedFile['change']>, Tone> = {
  added: 'success',
  changed: 'info',
  removed: 'danger',
  unchanged: 'info',
};

/** A file that a request has put out: what the last write changed of it, or the whole of it. */
export const File = ({ file }: { file: ComparedFile }) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { path, content, withheld, change, before } = file;
  const [whole, setWhole] = useState(false);
  const comparable =
    change === 'changed' &&
    content !== undefined &&
    before?.content !== undefined;
  const reason =
    withheld ?? (change === 'removed' ? before?.withheld : undefined);
  return (
    <Flex direction="column" gap="1" role="listitem" style={{ minWidth: 0 }}>
      <Flex align="center" gap="3" style={{ flexWrap: 'wrap' }}>
        <Text
          variant="body-small"
          style={{
            fontFamily: 'var(--bui-font-monospace)',
            overflowWrap: 'anywhere',
          }}
        >
          {path}
        </Text>
        {change && change !== 'unchanged' && (
          <StateLabel tone={TONES[change]} label={t(`files.${change}`)} />
        )}
        {comparable && (
          <Button
            size="small"
            variant="tertiary"
            onPress={() => setWhole(!whole)}
          >
            {t(whole ? 'files.changes' : 'files.whole')}
          </Button>
        )}
      </Flex>
      {reason && (
        <Text variant="body-small" color="secondary">
          {t(`files.${reason}`)}
        </Text>
      )}
      {!reason && comparable && !whole && (
        <FileDiff path={path} before={before.content ?? ''} after={content} />
      )}
      {!reason && (!comparable || whole) && (
        <>
          {(content ?? '').length > LIMIT && (
            <Text variant="body-small" color="secondary">
              {t('files.cut', { limit: LIMIT })}
            </Text>
          )}
          <YamlBlock
            label={path}
            text={(content ?? before?.content ?? '').slice(0, LIMIT)}
            maxHeight={320}
          />
        </>
      )}
    </Flex>
  );
};
