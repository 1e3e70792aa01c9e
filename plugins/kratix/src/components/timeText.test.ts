import { relativeTime } from './timeText';

const NOW = Date.parse('2026-01-02T00:00:00Z');

describe('relativeTime', () => {
  it.each([
    ['2026-01-01T23:59:58Z', 'now'],
    ['2026-01-01T23:59:30Z', '30 seconds ago'],
    ['2026-01-01T23:58:01Z', '1 minute ago'],
    ['2026-01-01T12:00:00Z', '12 hours ago'],
    ['2026-01-02T00:05:00Z', 'in 5 minutes'],
    ['2025-12-31T00:00:00Z', '2 days ago'],
    ['2020-01-02T00:00:00Z', '6 years ago'],
  ])('says %s as %s', (time, text) => {
    expect(relativeTime(time, NOW, 'en')).toBe(text);
  });

  it.each([
    ['2026-01-01T23:59:58Z', 'now'],
    ['2026-01-01T23:58:01Z', '1m ago'],
    ['2026-01-01T00:00:00Z', '1d ago'],
  ])('says %s as %s in a column', (time, text) => {
    expect(relativeTime(time, NOW, 'en', 'narrow')).toBe(text);
  });

  it('says nothing of what is no time', () => {
    expect(relativeTime('soon', NOW, 'en')).toBeUndefined();
  });

  it('speaks the language of the app', () => {
    expect(relativeTime('2026-01-01T12:00:00Z', NOW, 'de')).toBe(
      'vor 12 Stunden',
    );
  });
});
