import { matchesGlob } from './matchesGlob';

describe('matchesGlob', () => {
  it.each([
    ['*', '', true],
    ['*', 'team', true],
    ['team', 'team', true],
    ['team', 'teams', false],
    ['team*', 'teams', true],
    ['*-dev', 'shop-dev', true],
    ['*-dev', 'dev', false],
    ['a*b*c', 'axxbxxc', true],
    ['a*b*c', 'axxcxxb', false],
    ['ab*ba', 'aba', false],
    ['a*bc*c', 'abc', false],
    ['a.c', 'abc', false],
  ])('%s against %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(['other', pattern], text)).toBe(expected);
  });
});
