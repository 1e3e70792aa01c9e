const compiled = new Map<string, RegExp | undefined>();

/** What RE2 (Kubernetes) writes differently from JavaScript. */
function translate(pattern: string): { source: string; flags: string } {
  const flags = /^\(\?([ims]+)\)/.exec(pattern);
  const source = (flags ? pattern.slice(flags[0].length) : pattern)
    .replace(/\\A/g, '^')
    .replace(/\\z/g, '$')
    .replace(/\(\?P</g, '(?<')
    .replace(/\[:alnum:\]/g, 'A-Za-z0-9')
    .replace(/\[:alpha:\]/g, 'A-Za-z')
    .replace(/\[:digit:\]/g, '0-9')
    .replace(/\[:lower:\]/g, 'a-z')
    .replace(/\[:upper:\]/g, 'A-Z')
    .replace(/\[:space:\]/g, '\\s');
  return { source, flags: flags?.[1] ?? '' };
}

/** The regular expression of a schema's `pattern`, or undefined when it is none. */
export function patternOf(pattern: string): RegExp | undefined {
  if (!compiled.has(pattern)) {
    const { source, flags } = translate(pattern);
    let expression: RegExp | undefined;
    for (const unicode of ['u', '']) {
      try {
        expression = new RegExp(source, flags + unicode);
        break;
      } catch {
        // Without the unicode flag JavaScript accepts escapes that RE2 accepts too.
      }
    }
    if (compiled.size > 5_000) compiled.clear();
    compiled.set(pattern, expression);
  }
  return compiled.get(pattern);
}
