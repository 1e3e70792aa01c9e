import { PipelineError } from './PipelineError';

const NANOSECONDS: Record<string, number> = {
  ns: 1,
  us: 1e3,
  µs: 1e3,
  μs: 1e3,
  ms: 1e6,
  s: 1e9,
  m: 60e9,
  h: 3600e9,
};

const DURATION = /^\+?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
const PART = /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g;

/** Go keeps a duration in 63 bits of nanoseconds, about 292 years. */
const LONGEST = 2 ** 63;

/**
 * Checks a positive duration in Go's notation, such as `90s` or `1h30m`, which is what Kratix reads.
 *
 * @returns the duration in milliseconds.
 * @throws PipelineError when Go would not read it (`1d`), or it is not in the future.
 */
export function parseGoDuration(duration: string): number {
  let nanoseconds = 0;
  if (DURATION.test(duration)) {
    for (const [, value, unit] of duration.matchAll(PART)) {
      nanoseconds += Number(value) * NANOSECONDS[unit];
    }
  }
  if (nanoseconds < 1 || nanoseconds >= LONGEST) {
    throw new PipelineError(
      `${JSON.stringify(
        duration,
      )} is not a positive Go duration: write numbers with the units ns, us, ms, s, m or h, such as "30s" or "1h30m" (a day is "24h")`,
    );
  }
  return nanoseconds / 1e6;
}
