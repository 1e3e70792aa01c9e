import { useEffect, useState } from 'react';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { kratixTranslationRef } from '../translation';

const SHOWN_MS = 2_000;

/** Puts a text on the clipboard, and says so. Absent where a page may not: without https. */
export const CopyButton = (props: {
  /** What it does, for those who do not see what it belongs to. */
  label: string;
  text: () => string;
}) => {
  const { t } = useTranslationRef(kratixTranslationRef);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    const timer = copied && setTimeout(setCopied, SHOWN_MS, false);
    return () => clearTimeout(timer || undefined);
  }, [copied]);
  if (!navigator.clipboard) {
    return null;
  }
  const copy = () =>
    navigator.clipboard.writeText(props.text()).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <Button
      size="small"
      variant="secondary"
      aria-label={copied ? t('common.copied') : props.label}
      onPress={copy}
    >
      {t(copied ? 'common.copied' : 'common.copyText')}
    </Button>
  );
};
