import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Flex, Text } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';
import { CopyButton } from './CopyButton';

/**
 * Text that machines read, to look at and to copy; wide lines scroll. The button stands above the text,
 * for beside or on it there is no room on a phone.
 */
export const YamlBlock = (props: {
  /** What it is, for those who do not see it. */
  label: string;
  text: string;
  /** Whether those who see it are told as well what it is. Default: false. */
  caption?: boolean;
  /** Default: 480 pixels. */
  maxHeight?: number;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  return (
    <div
      style={{
        borderRadius: 'var(--bui-radius-2)',
        border: '1px solid var(--bui-border-1)',
        overflow: 'hidden',
      }}
    >
      <Flex
        align="center"
        justify="between"
        gap="3"
        p="1"
        pl="3"
        style={{ borderBottom: '1px solid var(--bui-border-1)' }}
      >
        <Text
          variant="body-small"
          color="secondary"
          truncate
          aria-hidden="true"
        >
          {props.caption && props.label}
        </Text>
        <CopyButton
          label={t('common.copy', { what: props.label })}
          text={() => props.text}
        />
      </Flex>
      <pre
        // Wide lines scroll, and what scrolls must be reachable by keyboard.
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="group"
        aria-label={props.label}
        style={{
          margin: 0,
          padding: 'var(--bui-space-3)',
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
    </div>
  );
};
