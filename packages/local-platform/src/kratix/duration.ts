import { InvalidInputError } from './errors';

const UNITS: Record<string, number> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/**
 * Reads a duration in Go's notation, for example `1h30m` or `1.5s`. Days and weeks are no Go units.
 *
 * @returns milliseconds
 * @throws InvalidInputError when the text is no Go duration
 */
export function parseGoDuration(text: string): number {
  const match =
    /^([+-]?)((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+|0)$/.exec(text);
  if (!match) {
    throw new InvalidInputError(
      `"${text.slice(
        0,
        100,
      )}" is not a duration; write it like 90s, 10m or 1h30m (units: ns, us, ms, s, m, h)`,
    );
  }
  let total = 0;
  for (const [, amount, unit] of match[2].matchAll(
    /(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g,
  )) {
    total += Number(amount) * UNITS[unit];
  }
  return match[1] === '-' ? -total : total;
}

/** A duration in Go's notation, for example `1h30m0s`. */
export function formatGoDuration(milliseconds: number): string {
  if (milliseconds < 1_000) {
    return milliseconds === 0 ? '0s' : `${milliseconds}ms`;
  }
  const hours = Math.floor(milliseconds / 3_600_000);
  const minutes = Math.floor((milliseconds % 3_600_000) / 60_000);
  const seconds = (milliseconds % 60_000) / 1_000;
  return `${hours ? `${hours}h` : ''}${
    hours || minutes ? `${minutes}m` : ''
  }${seconds}s`;
}
