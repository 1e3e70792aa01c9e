import { isMap, isScalar, isSeq, Node, parseDocument } from 'yaml';

/** Duplicates named in one answer; a hostile body may have any number. */
const mostNamed = 20;

/**
 * The paths of keys that occur more than once in an object of a body: `JSON.parse` would keep the last in silence.
 */
export function findDuplicateKeys(text: string, type: string): string[] {
  return type.includes('yaml') ? inYaml(text) : inJson(text);
}

function inYaml(text: string): string[] {
  const found: string[] = [];
  const walk = (node: unknown, path: string) => {
    if (isSeq<Node>(node)) {
      node.items.forEach((item, index) => walk(item, `${path}[${index}]`));
    } else if (isMap<Node, Node>(node)) {
      const seen = new Set<string>();
      for (const { key, value } of node.items) {
        const name = isScalar(key) ? String(key.value) : '';
        const at = path ? `${path}.${name}` : name;
        if (seen.has(name)) found.push(at);
        seen.add(name);
        walk(value, at);
      }
    }
  };
  walk(parseDocument(text, { uniqueKeys: false }).contents, '');
  return found.slice(0, mostNamed);
}

interface Level {
  path: string;
  /** Keys so far; undefined in an array. */
  keys?: Set<string>;
  index: number;
  key: string;
}

/** Walks over the tokens of JSON that is known to be valid. */
function inJson(text: string): string[] {
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;
  const found: string[] = [];
  const levels: Level[] = [];
  let expectsKey = false;
  const childPath = (): string => {
    const level = levels[levels.length - 1];
    if (!level) return '';
    if (!level.keys) return `${level.path}[${level.index}]`;
    return level.path ? `${level.path}.${level.key}` : level.key;
  };
  for (const [token] of text.matchAll(tokens)) {
    const level = levels[levels.length - 1];
    if (token === '{') {
      levels.push({ path: childPath(), keys: new Set(), index: 0, key: '' });
      expectsKey = true;
    } else if (token === '[') {
      levels.push({ path: childPath(), index: 0, key: '' });
      expectsKey = false;
    } else if (token === '}' || token === ']') {
      levels.pop();
      expectsKey = false;
    } else if (token === ',') {
      if (level?.keys) expectsKey = true;
      else if (level) level.index++;
    } else if (token !== ':' && expectsKey && level?.keys) {
      const key = String(JSON.parse(token));
      level.key = key;
      if (level.keys.has(key)) found.push(childPath());
      level.keys.add(key);
      expectsKey = false;
    }
  }
  return found.slice(0, mostNamed);
}
