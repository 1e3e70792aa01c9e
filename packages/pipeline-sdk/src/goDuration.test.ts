import { parseGoDuration } from './goDuration';

describe('parseGoDuration', () => {
  it.each([
    ['30s', 30_000],
    ['1h30m', 5_400_000],
    ['1.5m', 90_000],
    ['.5s', 500],
    ['+2ms', 2],
    ['10µs', 0.01],
    ['1s1s', 2_000],
  ])('reads %s', (duration, milliseconds) => {
    expect(parseGoDuration(duration)).toBeCloseTo(milliseconds, 9);
  });

  it.each([
    '1d',
    '',
    '5',
    '0',
    '0s',
    '-1m',
    '1 h',
    '1h ',
    '300y',
    '9999999999h',
  ])('refuses %p, saying what to write instead', duration => {
    expect(() => parseGoDuration(duration)).toThrow(/such as "30s".*"24h"/);
  });
});
