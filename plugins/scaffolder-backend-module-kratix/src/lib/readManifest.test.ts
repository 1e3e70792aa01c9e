import { readManifest } from './readManifest';

const withSpec = (spec: string) => `metadata: { name: a }\nspec: ${spec}\n`;

describe('readManifest', () => {
  it('reads YAML, and fills in the namespace', () => {
    expect(readManifest(withSpec('{ size: small, count: 3 }'))).toEqual({
      metadata: { name: 'a', namespace: 'default' },
      spec: { size: 'small', count: 3 },
    });
  });

  it.each([
    [
      'a key that reaches into prototypes',
      '{ __proto__: { x: 1 } }',
      /__proto__/,
    ],
    [
      'what is no number in JSON',
      '{ version: .inf }',
      /manifest\.spec\.version: Infinity/,
    ],
    [
      'a number that would be rounded',
      '{ id: 12345678901234567890 }',
      /manifest\.spec\.id: .* in quotes/,
    ],
    [
      'a tag that nobody knows',
      '{ size: !big small }',
      /not valid YAML: Unresolved tag: !big/,
    ],
    ['a value that holds itself', '&a { again: *a }', /nested deeper/],
    [
      'a key twice',
      '{ size: small, size: large }',
      /not valid YAML: Map keys must be unique/,
    ],
    [
      'a second document',
      '{}\n---\nkind: Other',
      /not valid YAML: .*multiple documents/,
    ],
    [
      'aliases without end',
      '{ a: &a [1,1], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a,*a], c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b,*b], d: [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c,*c] }',
      /Excessive alias count/,
    ],
  ])('refuses %s', (_, spec, message) => {
    expect(() => readManifest(withSpec(spec))).toThrow(message);
  });
});
