import { gzipSync } from 'node:zlib';
import { decodeWorkload } from './decodeWorkload';

const pack = (content: string | Buffer) =>
  gzipSync(Buffer.from(content)).toString('base64');

describe('decodeWorkload', () => {
  it('gives a text with its size in bytes', async () => {
    await expect(
      decodeWorkload('a/b.yaml', pack('name: ü\n')),
    ).resolves.toEqual({ path: 'a/b.yaml', size: 9, content: 'name: ü\n' });
  });

  it.each([
    ['a Secret', 'apiVersion: v1\nkind: Secret\ndata: {a: Yg==}\n', 'secret'],
    [
      'a Secret among others',
      'kind: ConfigMap\n---\nkind: "Secret"\nstringData: {a: b}\n',
      'secret',
    ],
    ['a Secret in JSON', '{"kind":"Secret","data":{"a":"Yg=="}}', 'secret'],
    ['a Secret in flow style', '{apiVersion: v1, kind: Secret}', 'secret'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00]), 'binary'],
    ['a bomb', Buffer.alloc(50 * 1024 * 1024), 'tooLarge'],
  ])('withholds %s', async (_, content, withheld) => {
    const file = await decodeWorkload('f', pack(content));
    expect(file).toMatchObject({ withheld });
    expect(file.content).toBeUndefined();
  });

  it('withholds what is not packed as Kratix packs it', async () => {
    await expect(decodeWorkload('f', 'plain')).resolves.toEqual({
      path: 'f',
      size: 0,
      withheld: 'unreadable',
    });
  });

  it('shows what only refers to Secrets', async () => {
    const content =
      'kind: ExternalSecret\nspec:\n  secretRef: {kind: SecretStore}\n';
    await expect(decodeWorkload('f', pack(content))).resolves.toMatchObject({
      content,
    });
  });
});
