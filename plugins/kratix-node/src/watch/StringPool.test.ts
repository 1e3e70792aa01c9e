import { StringPool } from './StringPool';

describe('StringPool', () => {
  it('leaves every value as it was', () => {
    const pool = new StringPool();
    const text =
      '{"a":"x","list":["x",{"b":"x"},null,1,true],"__proto__":{"c":"x"},"":""}';
    for (let round = 0; round < 3; round++) {
      const value = JSON.parse(text);
      pool.shareWithin(value);
      expect(JSON.stringify(value)).toBe(text);
    }
  });

  it('neither grows without end nor recurses without end', () => {
    const pool = new StringPool();
    for (let index = 0; index < 20_000; index++) {
      pool.shareWithin({ name: `name-${index}` });
    }
    expect(Object.values(pool)[0].size).toBeLessThanOrEqual(5_000);
    const deep = JSON.parse(`${'['.repeat(50_000)}"x"${']'.repeat(50_000)}`);
    expect(() => pool.shareWithin(deep)).not.toThrow();
  });
});
