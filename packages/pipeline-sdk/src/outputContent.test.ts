import { outputBytes } from './outputContent';

const textOf = (path: string, content: Parameters<typeof outputBytes>[1]) =>
  Buffer.from(outputBytes(path, content)).toString('utf8');

describe('outputBytes', () => {
  it('writes several objects as documents of one file', () => {
    expect(textOf('a.yaml', [{ kind: 'A' }, { kind: 'B' }])).toBe(
      'kind: A\n---\nkind: B\n',
    );
  });

  it('leaves text and bytes as they are', () => {
    expect(textOf('main.tf', 'a = "ü"\n')).toBe('a = "ü"\n');
    const bytes = new Uint8Array([0, 255, 10]);
    expect(outputBytes('a.yaml', bytes)).toBe(bytes);
  });

  const secret = { apiVersion: 'v1', kind: 'Secret', stringData: { a: 'b' } };
  it.each([
    ['an object', secret],
    ['one object of several', [{ kind: 'A' }, secret]],
    ['a List', { apiVersion: 'v1', kind: 'List', items: [secret] }],
    ['YAML text', 'kind: A\n---\nkind: Secret\napiVersion: v1\n'],
    ['JSON text', JSON.stringify(secret)],
    ['bytes', Buffer.from('kind: Secret')],
    ['a SecretList', { ...secret, kind: 'SecretList' }],
    ['an object that turns itself into one', { toJSON: () => secret }],
    ['a document after one that is no YAML', 'a: *b\n---\nkind: Secret\n'],
    ['a list that holds itself', 'items: &a [*a, { kind: Secret }]'],
  ])('refuses a Secret as %s, and says what to write instead', (_, content) => {
    expect(() => outputBytes('x/creds.yaml', content)).toThrow(
      /x\/creds\.yaml holds a Secret.*ExternalSecret/,
    );
  });

  it.each([
    [
      'a kind of that name in another group',
      'b.yaml',
      { ...secret, apiVersion: 'secretsmanager.example.org/v1' },
    ],
    ['a reference to one', 'b.yaml', { kind: 'Pod', ref: { kind: 'Secret' } }],
    ['text that is no YAML', 'b.yaml', '{{ if .x }}\nkind: Secret\n{{ end }}'],
    ['other files', 'notes.md', 'kind: Secret'],
    ['a list that holds itself', 'b.yaml', 'items: &a [{ items: *a }]'],
  ])('lets %s pass', (_, path, content) => {
    expect(() => outputBytes(path, content)).not.toThrow();
  });
});
