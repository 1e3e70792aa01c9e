const SHORT: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function unicodeEscape(character: string): string {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4
    ? `\\U${hex.padStart(8, '0')}`
    : `\\u${hex.padStart(4, '0')}`;
}

/**
 * A quoted string of Terraform's language that stands for exactly this text: nothing in it is
 * interpolated. Characters that a reviewer cannot see (controls, marks that turn the direction of
 * text) are written as escapes. Halves of a surrogate pair, which no file can hold, become U+FFFD.
 *
 * Terraform normalises every string to Unicode's form NFC when it reads it.
 */
export function hclString(text: string): string {
  const wellFormed = Buffer.from(text, 'utf8').toString('utf8');
  const escaped = wellFormed
    .replace(/[\\"\n\r\t]/g, character => SHORT[character])
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, unicodeEscape)
    .replace(/[$%](?=\{)/g, '$&$&');
  return `"${escaped}"`;
}
