/**
 * Whether a text is matched by one of these patterns, in which `*` stands for any characters.
 *
 * @public
 */
export function matchesGlob(patterns: string[], text: string): boolean {
  return patterns.some(pattern => {
    const [first, ...rest] = pattern.split('*');
    if (!rest.length) {
      return text === pattern;
    }
    const last = rest.pop() ?? '';
    if (
      !text.startsWith(first) ||
      !text.endsWith(last) ||
      text.length < first.length + last.length
    ) {
      return false;
    }
    const end = text.length - last.length;
    let at = first.length;
    for (const part of rest) {
      const found = text.indexOf(part, at);
      if (found < 0 || found + part.length > end) {
        return false;
      }
      at = found + part.length;
    }
    return true;
  });
}
