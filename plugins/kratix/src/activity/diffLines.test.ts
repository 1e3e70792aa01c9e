import { diffLines } from './diffLines';

const lines = (from: number, to: number) =>
  Array.from(
    { length: to - from },
    (_, index) => `line ${from + index}\n`,
  ).join('');

describe('diffLines', () => {
  it('shows each change with what is around it, and leaves out the rest', () => {
    const before = `a\n${lines(0, 50)}z\n`;
    const after = `b\n${lines(0, 50)}z`;
    const diff = diffLines(before, after) ?? [];
    expect(diff.slice(0, 2)).toEqual([
      { kind: 'removed', text: 'a' },
      { kind: 'added', text: 'b' },
    ]);
    expect(diff.filter(({ kind }) => kind === 'gap')).toHaveLength(1);
    expect(diff.length).toBeLessThan(15);
  });

  it('is empty for the same text', () => {
    expect(diffLines('same\n', 'same\n')).toEqual([]);
  });

  it('gives up on texts that have nothing in common', () => {
    const numbers = (step: number) =>
      Array.from({ length: 5_000 }, (_, index) => index * step).join('\n');
    expect(diffLines(numbers(2), numbers(-3))).toBeUndefined();
  });
});
