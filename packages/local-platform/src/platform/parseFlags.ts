import { InvalidArgumentError } from 'commander';

const UNITS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
};

/** Reads a duration such as `500ms`, `10s`, `5m` or `1h`, in milliseconds. */
export function parseDuration(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text) ?? [];
  if (amount === undefined) {
    throw new InvalidArgumentError('Use for example 500ms, 10s, 5m or 1h.');
  }
  return Number(amount) * UNITS[unit];
}

/** Reads a whole number. */
export function parseCount(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidArgumentError('Use a whole number.');
  }
  return Number(text);
}

/** Reads a port; 0 stands for any that is free. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) {
    throw new InvalidArgumentError('Use a number from 0 to 65535.');
  }
  return port;
}
