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
  return (time: string | number) =>
    relativeTime(time, Math.max(now, Date.now()), language);
}

/** A point in time in words; the exact one on hover. Nothing where it is none. */
export const TimeAgo = ({ time }: { time?: string }) => {
  const format = useRelativeTime();
  const text = time && format(time);
  return time && text ? (
    <time dateTime={time} title={new Date(time).toLocaleString()}>
      {text}
    </time>
  ) : null;
};
