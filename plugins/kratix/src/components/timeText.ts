const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/**
 * A point in time as seen from now, for example `3 minutes ago` or `in 2 hours`.
 *
 * @param time - RFC 3339, or milliseconds since the epoch
 * @param now - milliseconds since the epoch
 * @param style - `narrow` for columns, for example `3m ago`
 * @returns undefined where `time` is none
 */
export function relativeTime(
  time: string | number,
  now: number,
  language: string,
  style: 'long' | 'narrow' = 'long',
): string | undefined {
  const seconds = Math.round((new Date(time).getTime() - now) / 1000);
  if (Number.isNaN(seconds)) {
    return undefined;
  }
  const isNow = Math.abs(seconds) < 10;
  const format = new Intl.RelativeTimeFormat(language, {
    // In a column `1d ago` reads better above `2d ago` than `yesterday` does.
    numeric: style === 'long' || isNow ? 'auto' : 'always',
    style,
  });
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  return unit
    ? format.format(Math.trunc(seconds / unit[1]), unit[0])
    : format.format(isNow ? 0 : seconds, 'second');
}
