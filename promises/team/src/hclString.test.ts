import { parse } from '@cdktf/hcl2json';
import fc from 'fast-check';
import { hclString } from './hclString';

/** A text as the parser's JSON notation has it, in which what is not doubled is interpolated. */
const literal = (text: string) => text.replace(/[$%](?=\{)/g, '$&$&');

async function readBack(text: string): Promise<unknown> {
  const { locals } = await parse(
    'x.tf',
    `locals {\n  v = ${hclString(text)}\n}\n`,
  );
  return locals[0].v;
}

describe('hclString', () => {
  it.each([
    ['a "quoted" \\ text', '"a \\"quoted\\" \\\\ text"'],
    ['two\nlines\r\n\ttab', '"two\\nlines\\r\\n\\ttab"'],
    ['${var.x} and %{ if }', '"$${var.x} and %%{ if }"'],
    ['$$${x} $ { % {', '"$$$${x} $ { % {"'],
    ['bell \u0007 rtl \u202e end', '"bell \\u0007 rtl \\u202e end"'],
    ['Zürich 東京 🚀', '"Zürich 東京 🚀"'],
    ['tag \u{e0041}', '"tag \\U000e0041"'],
    ['half \ud83d pair', '"half \ufffd pair"'],
  ])('quotes %j', (text, quoted) => {
    expect(hclString(text)).toBe(quoted);
  });

  it('is read back as the same text, whatever it holds', async () => {
    const awkward = fc.constantFrom(
      ...['$', '%', '{', '}', '"', '\\', '\n', '\r', '~', 'u', '\u0000'],
      ...['${', '%{', '$${', '<<EOF\n', '\u2028', '\u202e', '\ufeff', '🚀'],
    );
    const text = fc
      .array(fc.oneof(awkward, fc.string({ unit: 'binary', maxLength: 4 })))
      .map(parts => parts.join(''));
    await fc.assert(
      fc.asyncProperty(text, async value => {
        expect(await readBack(value)).toBe(literal(value.normalize('NFC')));
      }),
      { numRuns: 500 },
    );
  });
});
