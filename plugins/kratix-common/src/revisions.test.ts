import { formatRevisions, parseRevisions } from './revisions';

describe('revisions of platforms in a header', () => {
  it('are read as they were written', () => {
    const revisions = { local: '00ff', 'prod-1': 'a.b-c' };
    expect(parseRevisions(formatRevisions(revisions))).toEqual(revisions);
  });

  it('are left out where they are none', () => {
    expect(parseRevisions(null)).toEqual({});
    expect(parseRevisions('local=,=x,<b>=1, prod=2 ,__proto__=3')).toEqual({
      prod: '2',
    });
  });
});
