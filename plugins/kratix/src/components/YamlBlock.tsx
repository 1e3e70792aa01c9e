import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Box } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';
import { CopyButton } from './CopyButton';

/** Text that machines read, to look at and to copy; wide lines scroll. */
export const YamlBlock = (props: {
  /** What it is, for those who do not see it. */
  label: string;
  text: string;
  /** Default: 480 pixels. */
  maxHeight?: number;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <Box style={{ position: 'relative' }}>
      <Box style={{ position: 'absolute', top: 4, right: 4 }}>
        <CopyButton
          label={t('common.copy', { what: props.label })}
          text={() => props.text}
        />
      </Box>
      <pre
        // Wide lines scroll, and what scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={props.label}
        style={{
          margin: 0,
          padding: 'var(--bui-space-3)',
          paddingRight: 'var(--bui-space-12)',
          borderRadius: 'var(--bui-radius-2)',
          border: '1px solid var(--bui-border-1)',
          overflow: 'auto',
          maxHeight: props.maxHeight ?? 480,
          fontFamily: 'var(--bui-font-monospace)',
          fontSize: 'var(--bui-font-size-2)',
          lineHeight: 1.5,
          color: 'var(--bui-fg-primary)',
        }}
      >
        {props.text}
      </pre>
    </Box>
  );
};
