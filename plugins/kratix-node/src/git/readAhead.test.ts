import { StoredContent } from './parseBlobs';
import { readAhead } from './readAhead';

const AT_A_TIME = 4;

/** A remote, and what of it is here. */
class Contents {
  readonly fetches: string[][] = [];
  readonly read: string[] = [];
  readonly here: Set<string>;

  constructor(private readonly remote: string[], here: string[] = []) {
    this.here = new Set(here);
  }

  async fetch(ids: string[]) {
    this.fetches.push(ids);
    for (const id of ids) {
      if (this.remote.includes(id)) {
        this.here.add(id);
      }
    }
  }

  async *stored(ids: string[]): AsyncGenerator<StoredContent[]> {
    for (let at = 0; at < ids.length; at += AT_A_TIME) {
      const some = ids.slice(at, at + AT_A_TIME);
      this.read.push(...some);
      yield some.map(id =>
        this.here.has(id)
          ? { id, content: Buffer.from(id) }
          : { id, absent: 'missing' },
      );
    }
  }
}

function idsOf(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${index}`);
}

describe('readAhead', () => {
  it('fetches what comes next before the first of what is here is read', async () => {
    const ids = idsOf(12_000);
    const contents = new Contents(ids, ids.slice(0, 1_000));
    const reading = readAhead(ids, contents, {
      expected: 1_000,
      fetched: 1_000,
    });
    await reading.next();
    expect(contents.fetches).toEqual([ids.slice(1_000, 11_000)]);
    expect(contents.read).toEqual(ids.slice(0, AT_A_TIME));

    const rest: string[] = [];
    for await (const some of reading) {
      rest.push(...some.map(({ content }) => `${content}`));
    }
    expect(rest).toEqual(ids.slice(AT_A_TIME));
    expect(contents.fetches).toEqual([
      ids.slice(1_000, 11_000),
      ids.slice(11_000),
    ]);
  });

  it('fetches what is not here though it was expected, once, and says what does not come', async () => {
    const ids = idsOf(6);
    const contents = new Contents(['0', '1', '2', '4', '5'], ['0', '1', '5']);
    const given: StoredContent[] = [];
    for await (const some of readAhead(ids, contents, {
      expected: 6,
      fetched: 0,
    })) {
      given.push(...some);
    }
    expect(contents.fetches).toEqual([['2', '3', '4', '5']]);
    expect(given.map(({ id, absent }) => absent ?? id)).toEqual([
      '0',
      '1',
      '2',
      'missing',
      '4',
      '5',
    ]);
  });

  it('gives what is here before it tells that the rest could not be fetched', async () => {
    const ids = idsOf(1_500);
    const contents = new Contents(ids, ids.slice(0, 1_000));
    contents.fetch = async () => {
      throw new Error('the remote is gone');
    };
    const given: string[] = [];
    await expect(async () => {
      for await (const some of readAhead(ids, contents, {
        expected: 1_000,
        fetched: 1_000,
      })) {
        given.push(...some.map(({ id }) => id));
      }
    }).rejects.toThrow('the remote is gone');
    expect(given).toEqual(ids.slice(0, 1_000));
  });
});
