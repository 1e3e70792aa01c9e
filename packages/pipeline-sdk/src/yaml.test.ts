import fc from 'fast-check';
import { parse } from 'yaml';
import { toYaml } from './yaml';

/** The same value with the keys of every map in another order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(reversed);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    );
  }
  return value;
}

const manifest = fc.dictionary(
  fc.string({ unit: 'grapheme' }).filter(key => key !== '__proto__'),
  fc.jsonValue({ noUnicodeString: false }),
);

describe('toYaml', () => {
  it('gives back the same value to readers of YAML 1.2 and 1.1', () => {
    fc.assert(
      fc.property(manifest, value => {
        const json = JSON.parse(JSON.stringify(value));
        expect(parse(toYaml(value))).toEqual(json);
        expect(parse(toYaml(value), { version: '1.1', merge: false })).toEqual(
          json,
        );
      }),
    );
  });

  it('gives the same bytes whatever the order of keys', () => {
    fc.assert(
      fc.property(manifest, value => {
        expect(toYaml(reversed(value))).toBe(toYaml(value));
      }),
    );
  });

  it.each(['yes', 'on', '1e3', '0777', '1:30', '2026-01-01', 'null', '~', '='])(
    'keeps the text %p a text',
    text => {
      expect(parse(toYaml({ text }), { version: '1.1' })).toEqual({ text });
    },
  );

  it('writes no anchors and leaves undefined out', () => {
    const labels = { app: 'a' };
    expect(toYaml({ one: labels, two: labels, three: undefined })).toBe(
      'one:\n  app: a\ntwo:\n  app: a\n',
    );
  });

  it('refuses what is no data', () => {
    expect(() => toYaml(undefined)).toThrow('undefined cannot be written');
  });
});
