import { pollDelay } from './pollDelay';

describe('pollDelay', () => {
  it.each([
    [
      'nothing while nothing moves',
      { moving: false, failed: false },
      undefined,
    ],
    [
      'nothing while nothing moves, signals or not',
      { moving: false, failed: false, sinceSignal: 1 },
      undefined,
    ],
    [
      'gently while something moves and no signal was heard',
      { moving: true, failed: false },
      10_000,
    ],
    [
      'as a safety net only while signals are heard',
      { moving: true, failed: false, sinceSignal: 5_000 },
      30_000,
    ],
    [
      'gently once signals fall silent',
      { moving: true, failed: false, sinceSignal: 60_000 },
      10_000,
    ],
    [
      'again after a failure that may pass',
      { moving: false, failed: true, sinceSignal: 1 },
      10_000,
    ],
  ])('asks %s', (_, input, expected) => {
    expect(pollDelay(input)).toBe(expected);
  });
});
