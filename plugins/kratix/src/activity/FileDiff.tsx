import { useMemo } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { ShowMore } from '../components/ShowMore';
import { kratixTranslationRef } from '../translation';
import { DiffLine, diffLines } from './diffLines';

const FIRST_LINES = 300;

const MARKS: Record<DiffLine['kind'], { mark: string; color?: string }> = {
  added: { mark: '+', color: '--bui-fg-success' },
  removed: { mark: '-', color: '--bui-fg-danger' },
  same: { mark: ' ' },
  gap: { mark: '⋯' },
};

/** What a write changed in a file, line by line. */
export const FileDiff = (props: {
  path: string;
  before: string;
  after: string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const { path, before, after } = props;
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  if (!lines) {
    return (
      <Text variant="body-small" color="secondary">
        {t('files.tooDifferent')}
      </Text>
    );
  }
  return (
    <ShowMore items={lines} first={FIRST_LINES}>
      {shown => (
        <pre
          // Wide lines scroll, and what scrolls must be reachable by keyboard.
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          role="group"
          aria-label={t('files.diff', { path })}
          style={{
            margin: 0,
            padding: 'var(--bui-space-3)',
            borderRadius: 'var(--bui-radius-2)',
            border: '1px solid var(--bui-border-1)',
            overflow: 'auto',
            maxHeight: 480,
            fontFamily: 'var(--bui-font-monospace)',
            fontSize: 'var(--bui-font-size-2)',
            lineHeight: 1.5,
            color: 'var(--bui-fg-primary)',
          }}
        >
          {shown.map(({ kind, text }, index) => {
            const { mark, color } = MARKS[kind];
            return (
              <span
                key={index}
                style={{
                  display: 'block',
                  width: 'max-content',
                  minWidth: '100%',
                  background:
                    color &&
                    `color-mix(in srgb, var(${color}) 18%, transparent)`,
                }}
              >
                {mark} {text}
                {'\n'}
              </span>
            );
          })}
        </pre>
      )}
    </ShowMore>
  );
};
