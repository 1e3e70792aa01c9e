import fc from 'fast-check';
import {
  createMergePatch,
  isJsonMap,
  jsonEquals,
  JsonMap,
  withoutNulls,
} from './mergePatch';

/** RFC 7396, section 2, written from its pseudo code. */
function applyMergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonMap(patch)) {
    return patch;
  }
  const result = new Map(isJsonMap(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) {
      result.delete(key);
    } else {
      result.set(key, applyMergePatch(result.get(key), value));
    }
  }
  return Object.fromEntries(result);
}

// Few keys, so that both sides often share some.
const key = fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', '');
const { map } = fc.letrec<{ value: unknown; map: JsonMap }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, false, 0, 1, -0.5, '', 'a', '${{ x }}'),
    fc.array(tie('value'), { maxLength: 3 }),
    tie('map'),
  ),
  map: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 4 })
    .map(entries => Object.fromEntries(entries)),
}));

describe('createMergePatch', () => {
  it('gives a patch that turns the live object into the desired one', () => {
    fc.assert(
      fc.property(map, map, (anyLive, anyDesired) => {
        const live = withoutNulls(anyLive);
        const desired = withoutNulls(anyDesired);
        const patch = createMergePatch(live, desired) ?? {};
        expect(jsonEquals(applyMergePatch(live, patch), desired)).toBe(true);
      }),
    );
  });

  it('gives nothing when nothing changes', () => {
    fc.assert(
      fc.property(map, anyLive => {
        const live = withoutNulls(anyLive);
        const copy = withoutNulls(JSON.parse(JSON.stringify(live)));
        expect(createMergePatch(live, copy)).toBeUndefined();
      }),
    );
  });

  it('says no more than what changes', () => {
    expect(
      createMergePatch(
        { name: 'a', size: { cpu: 1, memory: 2 }, tags: ['x'] },
        { name: 'a', size: { cpu: 1 }, tags: ['x', 'y'] },
      ),
    ).toEqual({ size: { memory: null }, tags: ['x', 'y'] });
  });
});
