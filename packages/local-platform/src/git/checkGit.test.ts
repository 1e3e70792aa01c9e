import { isRecentGit } from './checkGit';

describe('isRecentGit', () => {
  it.each([
    ['git version 2.32.0', true],
    ['git version 2.39.5 (Apple Git-154)', true],
    ['git version 3.0.1', true],
    ['git version 2.31.9', false],
    ['git version 1.99.0', false],
    ['something else', false],
  ])('judges %s', (answer, recent) => {
    expect(isRecentGit(answer)).toBe(recent);
  });
});
