/** FNV-1a with the final mix of MurmurHash3: every bit of the text decides about every bit. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}

/**
 * A number for a set of texts that does not depend on the order in which they came: two processes that
 * hold the same set have the same number, and others in all likelihood another one. 64 bits, as hexadecimal digits.
 */
export class Fingerprint {
  private low = 0;
  private high = 0;

  /** Puts a text into the set, or takes out one that is in it. */
  toggle(text: string) {
    this.low ^= hash(text);
    this.high ^= hash(`${text}\n`);
  }

  /** Adds what another set holds; the two have nothing in common. */
  join(other: Fingerprint) {
    this.low ^= other.low;
    this.high ^= other.high;
  }

  toString(): string {
    return [this.high, this.low]
      .map(half => (half >>> 0).toString(16).padStart(8, '0'))
      .join('');
  }
}
