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
      { delay: 10_000, always: false },
    ],
    [
      'only once signals would have fallen silent while they are heard',
      { moving: true, failed: false, sinceSignal: 5_000 },
      { delay: 40_000, always: false },
    ],
    [
      'gently once signals fell silent',
      { moving: true, failed: false, sinceSignal: 60_000 },
      { delay: 10_000, always: false },
    ],
    [
      'again after a failure that may pass',
      { moving: false, failed: true, sinceSignal: 1 },
      { delay: 10_000, always: true },
    ],
  ])('asks %s', (_, input, expected) => {
    expect(pollDelay(input)).toEqual(expected);
  });
});
