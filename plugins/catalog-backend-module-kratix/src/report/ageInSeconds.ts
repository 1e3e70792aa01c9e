/** Seconds since a time; never negative, since another replica's clock may be ahead. */
export function ageInSeconds(time: string | undefined): number | undefined {
  return time === undefined
    ? undefined
    : Math.max(0, Math.round((Date.now() - Date.parse(time)) / 1000));
}
