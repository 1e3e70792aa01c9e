import fc from 'fast-check';
import { KubeStatusError } from '../../../kube';
import { decodeProtobuf } from './decodeProtobuf';

/** A length-delimited field. */
function field(number: number, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from([number * 8 + 2, bytes.length]), bytes]);
}

function body(apiVersion: string, kind: string, raw: Buffer): Buffer {
  const type = Buffer.concat([field(1, apiVersion), field(2, kind)]);
  return Buffer.concat([Buffer.from('k8s\0'), field(1, type), field(2, raw)]);
}

const metadata = field(1, Buffer.concat([field(1, 'a'), field(2, '')]));

describe('decodeProtobuf', () => {
  it('reads a ConfigMap', () => {
    const data = field(2, Buffer.concat([field(1, 'key'), field(2, 'ü')]));
    expect(
      decodeProtobuf(body('v1', 'ConfigMap', Buffer.concat([metadata, data]))),
    ).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'a' },
      data: { key: 'ü' },
    });
  });

  it('refuses kinds and fields that it would have to drop', () => {
    for (const [kind, raw] of [
      ['Service', metadata],
      ['ConfigMap', Buffer.concat([metadata, field(9, 'x')])],
    ] as const) {
      expect(() => decodeProtobuf(body('v1', kind, raw))).toThrow(
        /cannot read this as protobuf/,
      );
    }
  });

  it('reads or refuses any bytes, and nothing else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), bytes => {
        let refused = true;
        try {
          decodeProtobuf(body('batch/v1', 'Job', Buffer.from(bytes)));
        } catch (error) {
          refused = error instanceof KubeStatusError;
        }
        expect(refused).toBe(true);
      }),
    );
  });
});
