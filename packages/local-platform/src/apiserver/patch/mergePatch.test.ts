import fc from 'fast-check';
import { cloneJson, equalJson, isJsonObject } from '../json';
import { mergePatch } from './mergePatch';

const keys = fc.constantFrom('a', 'b', 'c', 'toString');
const { tree } = fc.letrec(tie => ({
  tree: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(1, 'x', true),
    fc.array(fc.constantFrom(1, 'y'), { maxLength: 2 }),
    fc.dictionary(keys, tie('tree'), { maxKeys: 3 }),
  ),
}));
const object = fc.dictionary(keys, tree, { maxKeys: 3 });

/** The patch that makes one object into another. */
function difference(from: unknown, to: unknown): unknown {
  if (!isJsonObject(from) || !isJsonObject(to)) return to;
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(from)) {
    if (!Object.hasOwn(to, key)) patch[key] = null;
  }
  for (const [key, value] of Object.entries(to)) {
    const own = Object.hasOwn(from, key) ? from[key] : undefined;
    if (!equalJson(own, value)) patch[key] = difference(own, value);
  }
  return patch;
}

describe('mergePatch', () => {
  it('makes any object into any other, by their difference', () => {
    fc.assert(
      fc.property(object, object, (from, to) => {
        const before = cloneJson(from);
        expect(mergePatch(from, difference(from, to))).toEqual(to);
        expect(from).toEqual(before);
      }),
    );
  });

  it('changes nothing when it is applied again', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  it('follows the examples of RFC 7386', () => {
    for (const [target, patch, result] of [
      [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
      [{ a: 'b' }, { a: null }, {}],
      [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
      [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
      [
        ['a', 'b'],
        ['c', 'd'],
        ['c', 'd'],
      ],
      [{ a: 'foo' }, null, null],
      [{ e: null }, { a: 1 }, { e: null, a: 1 }],
      [[1, 2], { a: 'b', c: null }, { a: 'b' }],
      [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
    ] as const) {
      expect(mergePatch(target, patch)).toEqual(result);
    }
  });
});
