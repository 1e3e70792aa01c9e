import fc from 'fast-check';
import { formatGoDuration, parseGoDuration } from './duration';

describe('parseGoDuration', () => {
  it.each([
    ['10h', 36_000_000],
    ['1h30m', 5_400_000],
    ['1.5s', 1_500],
    ['250ms', 250],
    ['0', 0],
    ['-1m', -60_000],
  ])('reads %s', (text, milliseconds) => {
    expect(parseGoDuration(text)).toBe(milliseconds);
  });

  it.each(['1d', '', '10', '5 m', 'h', '1w', '1h-5m'])(
    'refuses %j and shows what is allowed',
    text => {
      expect(() => parseGoDuration(text)).toThrow(/units: ns, us, ms, s, m, h/);
    },
  );

  it('reads what formatGoDuration writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 400_000 }), seconds => {
        expect(parseGoDuration(formatGoDuration(seconds * 1_000))).toBe(
          seconds * 1_000,
        );
      }),
    );
  });
});
