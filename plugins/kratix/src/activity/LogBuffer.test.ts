import { LogBuffer, MOST_LINES, MOST_OF_A_LINE } from './LogBuffer';

const linesOf = (...chunks: string[]) => {
  const buffer = new LogBuffer();
  chunks.forEach(chunk => buffer.append(chunk));
  return buffer.lines;
};

describe('LogBuffer', () => {
  it('puts lines together from chunks', () => {
    expect(linesOf('a', 'b\nc', '\n\nd')).toEqual(['ab', 'c', '', 'd']);
    expect(linesOf('windows\r\n', 'lines\r', '\n')).toEqual([
      'windows',
      'lines',
    ]);
  });

  it('shows what a terminal would, as plain text', () => {
    expect(
      linesOf(
        '\u001b[31mred',
        '\u001b[0m\n10 %\r50 %\r100 %\n',
        '\u001b]8;;javascript:alert(1)\u0007link\u001b]8;;\u0007\n',
        '\u202eevil\u0000\u0007 <b>text</b>',
      ),
    ).toEqual(['red', '100 %', 'link', 'evil <b>text</b>']);
  });

  it('cuts what has no line ends', () => {
    const lines = linesOf('x'.repeat(3 * MOST_OF_A_LINE + 1));
    expect(lines.map(({ length }) => length)).toEqual([
      MOST_OF_A_LINE,
      MOST_OF_A_LINE,
      MOST_OF_A_LINE,
      1,
    ]);
  });

  it('keeps the end of a log of 100 MB, and says how much it leaves out', () => {
    const buffer = new LogBuffer();
    const chunk = `${'y'.repeat(99)}\n`.repeat(10_000);
    for (let megabytes = 0; megabytes < 100; megabytes += 1) {
      buffer.append(chunk);
    }
    buffer.append('the end');
    expect(buffer.lines).toHaveLength(MOST_LINES + 1);
    expect(buffer.lines.at(-1)).toBe('the end');
    expect(buffer.dropped).toBe(1_000_000 - MOST_LINES);
  });
});
