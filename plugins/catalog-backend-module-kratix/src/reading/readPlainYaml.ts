import { JsonObject, JsonValue } from '@backstage/types';

/** Printable text without the characters that mean something to YAML. */
const LETTER = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f';
const WORD = `[${LETTER}0-9_./@+()=&;!?'-]`;
const PLAIN = new RegExp(`^[${LETTER}](?:${WORD}|:(?=${WORD})|,| (?! ))*$`);
const QUOTED = /^(?:"([ !#-[\]-~]*)"|'([ -&(-~]*)')$/;
const ENTRY = /^( *)(- )?(?:([A-Za-z][A-Za-z0-9_./-]{0,250}):(?: (.+))?|(.+))$/;
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

  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index];
    if (line === '' || (index === 0 && line === '---')) {
      continue;
    }
    const entry = ENTRY.exec(line);
    if (!entry) {
      return undefined;
    }
    const [, spaces, dash, key, value, item] = entry;
    const indent = spaces.length;

    if (open) {
      const isListBelow = dash !== undefined && indent >= open.indent;
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
          (!dash &&
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

    if (dash) {
      const scalar = item === undefined ? undefined : readScalar(item);
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
