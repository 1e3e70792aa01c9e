import fc from 'fast-check';
import {
  deterministicName,
  md5,
  randomName,
  resourceNameLabel,
  shortId,
  specHash,
} from './names';

describe('names', () => {
  it('hashes as the names in the documentation of Kratix', () => {
    expect(deterministicName('example-redis')).toBe('example-redis-e7f90');
    expect(deterministicName('redis', 'v0.1.0')).toBe('redis-77ba1');
    expect(deterministicName('redis', 'not-set')).toBe('redis-5a7f3');
  });

  it('gives the identifiers of directories that appear in paths', () => {
    expect(shortId(md5('.'))).toBe('5058f');
    expect(shortId(md5('backstage'))).toBe('5cfaf');
  });

  it('keeps every name within a label, without a dash before the hash', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9][a-z0-9.-]{0,200}$/),
        fc.uuid(),
        (name, uuid) => {
          for (const made of [
            deterministicName(name),
            randomName(name, () => uuid),
          ]) {
            expect(made.length).toBeLessThanOrEqual(63);
            expect(made).toMatch(/[a-z0-9]-[0-9a-f]{5}$/);
          }
        },
      ),
    );
  });

  it('hashes a spec by its content, not by the order of its keys', () => {
    expect(specHash({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(
      specHash({ b: { d: 'x', c: [1, 2] }, a: 1 }),
    );
    expect(specHash({ a: [1, 2] })).not.toBe(specHash({ a: [2, 1] }));
    expect(specHash(undefined)).toBe(md5('null'));
  });

  it('shortens a request name that is too long for a label', () => {
    const long = 'a'.repeat(64);
    expect(resourceNameLabel('example')).toBe('example');
    expect(resourceNameLabel(long)).toHaveLength(62);
  });
});
