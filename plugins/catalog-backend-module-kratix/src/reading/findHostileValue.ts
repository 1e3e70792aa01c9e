const MAX_DEPTH = 64;
/** Characters and values of one entity, after aliases are resolved. */
const MAX_SIZE = 2 * 1024 * 1024;

/**
 * Looks through a parsed document for what must never reach the catalog: placeholders (Backstage
 * would fetch what they name with its own credentials), characters that a database refuses, keys
 * that reach into prototypes, and structures that grow when aliases are written out.
 *
 * @returns what is wrong and where, or undefined.
 */
export function findHostileValue(value: unknown): string | undefined {
  let size = 0;

  const visit = (
    current: unknown,
    path: string,
    depth: number,
  ): string | undefined => {
    size += typeof current === 'string' ? current.length + 1 : 1;
    if (size > MAX_SIZE) {
      return `is larger than ${MAX_SIZE} characters when its aliases are written out`;
    }
    if (depth > MAX_DEPTH) {
      return `is nested deeper than ${MAX_DEPTH} levels`;
    }
    if (typeof current === 'string') {
      return current.includes('\0')
        ? `holds a NUL character at ${path}`
        : undefined;
    }
    if (Array.isArray(current)) {
      for (let index = 0; index < current.length; index++) {
        const found = visit(current[index], `${path}[${index}]`, depth + 1);
        if (found) {
          return found;
        }
      }
      return undefined;
    }
    if (typeof current === 'object' && current !== null) {
      const keys = Object.keys(current);
      if (keys.length === 1 && keys[0].startsWith('$')) {
        return `holds the placeholder ${keys[0]} at ${
          path || 'its root'
        }; placeholders are not allowed in a state store`;
      }
      for (const [key, child] of Object.entries(current)) {
        size += key.length;
        if (key === '__proto__' || key.includes('\0')) {
          return `has a key at ${path || 'its root'} that is not allowed`;
        }
        const found = visit(child, path ? `${path}.${key}` : key, depth + 1);
        if (found) {
          return found;
        }
      }
    }
    return undefined;
  };

  return visit(value, '', 0);
}
