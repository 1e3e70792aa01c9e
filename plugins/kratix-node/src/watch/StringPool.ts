/** Text that is longer is hardly the same twice. */
const LONGEST = 128;

/** Most of what is alike comes within so many different strings. */
const SIZE = 5_000;

/** Further down there is little, and nobody may make us recurse for ever. */
const DEEPEST = 16;

/** Keeps once what thousands of objects say alike: conditions, labels, namespaces, times. */
export class StringPool {
  private readonly strings = new Map<string, string>();

  /** Replaces the strings within a value that nobody else has seen yet. */
  shareWithin(value: object, depth = 0) {
    for (const [key, item] of Object.entries(value)) {
      if (typeof item === 'string' && item.length <= LONGEST) {
        Reflect.set(value, key, this.share(item));
      } else if (typeof item === 'object' && item && depth < DEEPEST) {
        this.shareWithin(item, depth + 1);
      }
    }
  }

  private share(text: string): string {
    const known = this.strings.get(text);
    if (known !== undefined) {
      return known;
    }
    if (this.strings.size >= SIZE) {
      this.strings.clear();
    }
    this.strings.set(text, text);
    return text;
  }
}
