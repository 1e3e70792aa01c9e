import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { readPlainYaml } from './readPlainYaml';

const location = { type: 'kratix', target: 'file' };

function parse(text: string): unknown {
  const results = [...parseEntityYaml(text, location)];
  return results.length === 1 && results[0].type === 'entity'
    ? results[0].entity
    : undefined;
}

/** Order of keys included, since it decides about hashes. */
function expectNoDifference(text: string) {
  const plain = readPlainYaml(text);
  const expected = plain === undefined ? undefined : parse(text);
  expect(JSON.stringify(plain)).toBe(JSON.stringify(expected));
}

const group = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-a
  title: "Team A: the first"
  description: The team, number 1 (of many)
  annotations:
    kratix.io/promise-name: team
spec:
  type: team
  profile:
    displayName: Über Team
    email: team-a@example.com
  members:
  - one
  - two
  children: []
`;

describe('readPlainYaml', () => {
  it('reads what tools write for a Group', () => {
    expect(readPlainYaml(group)).toEqual(parse(group));
    expect(readPlainYaml(`---\n${group}`)).toEqual(parse(group));
  });

  it.each([
    ['a number', 'a: 15'],
    ['null', 'a: null'],
    ['an anchor', 'a: &x b'],
    ['a block scalar', 'a: |\n  b'],
    ['a comment', 'a: b # c'],
    ['an escape', 'a: "\\n"'],
    ['a continued scalar', 'a: b\n  c'],
    ['a key twice', 'a: b\na: c'],
    ['a tab', 'a:\tb'],
    ['a flow mapping', 'a: { b: c }'],
    ['a list of mappings', 'a:\n  - b: c'],
    ['a list at the root', '- a'],
    ['a bare word', 'word'],
    ['a second document', 'a: b\n---\na: b'],
    ['a merge key', '<<: b'],
    ['a key without a value', 'a:'],
    ['a prototype', '__proto__: b'],
  ])('leaves %s to the YAML parser', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  const scalar = fc.oneof(
    fc.constantFrom(
      'a',
      'true',
      'no',
      'a b',
      'a: b',
      'x:y',
      'http://a/b?c=d&e',
      '-',
      '- a',
      "it's",
      '"q"',
      "'q'",
      '"q',
      'ü',
      '[]',
      '{}',
      '[a]',
      'a #b',
      'a#b',
      '1',
      '1.5',
      'null',
      '~',
      'é, è',
      'a,b',
      '?',
      '!a',
      '@a',
      '%a',
      '`a',
      'Null',
      'off',
      '0x1',
      '.5',
      'a:',
      'a ',
      ' a',
      '|',
      '>-',
      '*a',
      '&a b',
      '',
    ),
    fc.string({ maxLength: 8 }),
  );
  const key = fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'c',
      'kratix.io/x',
      'null',
      'true',
      '1',
      'a b',
      '"a"',
      '<<',
      '-',
      '$text',
      'a:b',
      'y',
    ),
    fc.string({ maxLength: 3 }),
  );
  const line = fc
    .tuple(
      fc.constantFrom('', '', ' ', '  ', '  ', '    ', '   '),
      fc.constantFrom('', '', '', '- '),
      fc.oneof(
        fc.tuple(key, scalar).map(([k, v]) => `${k}: ${v}`),
        key.map(k => `${k}:`),
        scalar,
        fc.constantFrom('', '---', '...', '# c'),
      ),
    )
    .map(parts => parts.join(''));
  const lines = fc.array(line, { maxLength: 8 }).map(all => all.join('\n'));

  it('never differs from the YAML parser on lines of any kind', () => {
    fc.assert(
      fc.property(lines, text => {
        expectNoDifference(text);
      }),
      { numRuns: 5000 },
    );
  });

  it('never differs from the YAML parser on objects that a tool wrote', () => {
    const value = fc.letrec(tie => ({
      node: fc.oneof(
        { maxDepth: 3 },
        scalar,
        fc.boolean(),
        fc.integer(),
        fc.array(scalar, { maxLength: 3 }),
        fc.dictionary(key, tie('node'), { maxKeys: 4 }),
      ),
    })).node;
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 5 }), object => {
        const text = stringify(object);
        expectNoDifference(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('never differs from the YAML parser on a Group with characters changed', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.nat(group.length),
            fc.constantFrom(...' \n:-#\'"a1{}[]&*!|>%@`,?\t'),
            fc.boolean(),
          ),
          { minLength: 1, maxLength: 4 },
        ),
        changes => {
          let text = group;
          for (const [at, character, replaces] of changes) {
            text =
              text.slice(0, at) +
              character +
              text.slice(at + (replaces ? 1 : 0));
          }
          expectNoDifference(text);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
