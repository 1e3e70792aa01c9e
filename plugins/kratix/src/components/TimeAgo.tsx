import { useEffect, useState } from 'react';
import { appLanguageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { relativeTime } from './timeText';

const TICK_MS = 15_000;

/** Texts for points in time, kept current: `format(time)` gives for example `3 minutes ago`. */
export function useRelativeTime() {
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  // What came after the last tick must not lie in the future.
  return (time: string | number, style?: 'long' | 'narrow') =>
    relativeTime(time, Math.max(now, Date.now()), language, style);
}

/** A point in time in words; the exact one on hover. Nothing where it is none. */
export const TimeAgo = (props: {
  time?: string;
  style?: 'long' | 'narrow';
}) => {
  const { time, style } = props;
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const format = useRelativeTime();
  const text = time && format(time, style);
  return time && text ? (
    <time
      dateTime={time}
      title={new Date(time).toLocaleString(language)}
      style={{ whiteSpace: 'nowrap' }}
    >
      {text}
    </time>
  ) : null;
};
