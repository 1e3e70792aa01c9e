/** Text on one line, without control characters, marks of direction and lone surrogates. */
export function cleanText(text: string, longest: number): string {
  const clean = text
    // Only what can be left: a long text is not looked through to its end.
    .slice(0, longest * 4)
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/[\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .trim();
  return clean.length > longest
    ? `${clean.slice(0, longest - 1).replace(/\p{Cs}$/u, '')}…`
    : clean;
}
