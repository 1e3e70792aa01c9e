import { JsonObject, JsonValue } from '@backstage/types';

/** Printable text without the characters that mean something to YAML. */
const LETTER = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f';
const WORD = `[${LETTER}0-9_./@+()=&;!?'-]`;
const PLAIN = new RegExp(`^[${LETTER}](?:${WORD}|:(?=${WORD})|,| (?! ))*$`);
const QUOTED = /^(?:"([ !#-[\]-~]*)"|'([ -&(-~]*)')$/;
const KEY = /[A-Za-z][A-Za-z0-9_./-]{0,250}(?=:)/y;
const SPACE = 0x20;
const NO_STRING = new Set(
  ['null', 'true', 'false'].flatMap(word => [
    word,
    word.toUpperCase(),
    `${word[0].toUpperCase()}${word.slice(1)}`,
  ]),
);

interface Level {
  indent: number;
  /** Absent until the first line of the level says which of the two it is. */
  map?: JsonObject;
  list?: JsonValue[];
  attach(value: JsonValue): void;
}

function readScalar(text: string): JsonValue | undefined {
  switch (text) {
    case 'true':
      return true;
    case 'false':
      return false;
    case '[]':
      return [];
    case '{}':
      return {};
    default:
  }
  if (text.startsWith('"') || text.startsWith("'")) {
    const quoted = QUOTED.exec(text);
    return quoted ? quoted[1] ?? quoted[2] : undefined;
  }
  return PLAIN.test(text) && !text.endsWith(' ') && !NO_STRING.has(text)
    ? text
    : undefined;
}

/** A line of a document. */
interface Line {
  indent: number;
  isItem: boolean;
  /** Absent where it is not of the form `key:` or `key: value`. */
  key?: string;
  /** What stands after the key, or else after the indentation and the dash; absent where nothing does. */
  value?: string;
}

/** Looks for characters in place of taking the line apart: it is done a million times in a large read. */
function readLine(text: string, start: number, end: number): Line {
  let at = start;
  while (at < end && text.charCodeAt(at) === SPACE) {
    at += 1;
  }
  const indent = at - start;
  const isItem = at + 2 < end && text.startsWith('- ', at);
  if (isItem) {
    at += 2;
  }
  KEY.lastIndex = at;
  if (KEY.test(text)) {
    const colon = KEY.lastIndex;
    const key = text.slice(at, colon);
    if (colon + 1 === end) {
      return { indent, isItem, key };
    }
    if (colon + 2 < end && text.charCodeAt(colon + 1) === SPACE) {
      return { indent, isItem, key, value: text.slice(colon + 2, end) };
    }
  }
  return { indent, isItem, value: text.slice(at, end) };
}

/**
 * Reads one YAML document that uses nothing but nested block mappings, lists of scalars and simple
 * scalars on one line: what most tools write for a catalog entity.
 *
 * It exists for speed alone: the catalog's parser needs about 0.3 ms for a Group, more than the
 * catalog needs to store it. Whatever it is not sure of is left to that parser, and a property test
 * holds the two against each other.
 *
 * @returns what the catalog's parser would give, or undefined where the document uses more of YAML.
 */
export function readPlainYaml(text: string): JsonObject | undefined {
  let root: JsonObject | undefined;
  const levels: Level[] = [
    {
      indent: 0,
      attach: value => {
        root = value as JsonObject; // the root level refuses lists below
      },
    },
  ];
  /** A key without a value on its line; what follows decides what it holds. */
  let open: { map: JsonObject; key: string; indent: number } | undefined;

  for (let start = 0, end: number; start < text.length; start = end + 1) {
    const feed = text.indexOf('\n', start);
    end = feed < 0 ? text.length : feed;
    if (end === start || (start === 0 && end === 3 && text.startsWith('---'))) {
      continue;
    }
    const { indent, isItem, key, value } = readLine(text, start, end);

    if (open) {
      const isListBelow = isItem && indent >= open.indent;
      if (indent <= open.indent && !isListBelow) {
        return undefined;
      }
      const { map, key: openKey } = open;
      levels.push({
        indent,
        attach: child => {
          map[openKey] = child;
        },
      });
      open = undefined;
    } else {
      while (
        levels.length > 1 &&
        (indent < levels[levels.length - 1].indent ||
          // A list may stand at the indentation of the key that holds it.
          (!isItem &&
            levels[levels.length - 1].list !== undefined &&
            indent === levels[levels.length - 1].indent))
      ) {
        levels.pop();
      }
    }
    const level = levels[levels.length - 1];
    if (level.indent !== indent) {
      return undefined;
    }

    if (isItem) {
      const scalar =
        key === undefined && value !== undefined
          ? readScalar(value)
          : undefined;
      if (scalar === undefined || level.map || levels.length === 1) {
        return undefined;
      }
      if (!level.list) {
        level.list = [];
        level.attach(level.list);
      }
      level.list.push(scalar);
      continue;
    }

    if (key === undefined || level.list || NO_STRING.has(key)) {
      return undefined;
    }
    if (!level.map) {
      level.map = {};
      level.attach(level.map);
    }
    if (Object.hasOwn(level.map, key)) {
      return undefined;
    }
    if (value === undefined) {
      // Holds the key's place in the order until its value is known.
      level.map[key] = null;
      open = { map: level.map, key, indent };
    } else {
      const scalar = readScalar(value);
      if (scalar === undefined) {
        return undefined;
      }
      level.map[key] = scalar;
    }
  }
  return open ? undefined : root;
}
