import { readQuery, toListOptions, writeQuery } from './requestQuery';

const read = (text: string) => readQuery(new URLSearchParams(text));

describe('requestQuery', () => {
  it.each([
    '',
    'platform=local&promise=team&namespace=shop&state=Failed&q=a+b',
    'owner=group%3Adefault%2Fplatform&sort=-createdAt',
    'promise=team&cursor=abc&offset=25',
  ])('writes what it reads: %s', text => {
    expect(writeQuery(read(text)).toString()).toBe(text);
  });

  it('leaves out what makes no sense', () => {
    expect(read('state=Sleeping&offset=25&q=')).toEqual({
      orderField: 'name',
      offset: 0,
    });
    expect(read('cursor=abc&offset=-3').offset).toBe(0);
    expect(read('cursor=abc&offset=1e99').offset).toBe(0);
  });

  it('asks the API for a page', () => {
    expect(toListOptions(read('state=Failed&sort=-state'))).toEqual({
      state: ['Failed'],
      orderField: '-state',
      limit: 25,
    });
  });
});
