import { useEffect, useState } from 'react';
import { SearchField } from '@backstage/ui';

const TYPING_MS = 300;

/** A filter that is typed in; it takes effect when the person pauses. */
export const TypedFilter = (props: {
  label: string;
  /** Default: the label. */
  placeholder?: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  /** CSS `flex`. */
  flex: string;
}) => {
  const { label, placeholder = label, value, onChange, flex } = props;
  const [typed, setTyped] = useState(value ?? '');
  const [asked, setAsked] = useState(value);
  if (asked !== value) {
    // The address changed otherwise, for example by going back.
    setAsked(value);
    setTyped(value ?? '');
  }

  useEffect(() => {
    const wanted = typed.trim() || undefined;
    if (wanted === asked) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setAsked(wanted);
      onChange(wanted);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, onChange]);

  return (
    <SearchField
      size="medium"
      aria-label={label}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
      style={{ flex, maxWidth: 360 }}
    />
  );
};
