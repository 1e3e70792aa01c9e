import { CST, Lexer } from 'yaml';

/** Shorter documents cost little, whatever they hold. */
const SMALL = 4 * 1024;
/** Far more than an entity has; the parser compares each key of a mapping with all others. */
const MAX_FIELDS = 2000;
/** The parser goes down into brackets by calling itself. */
const MAX_BRACKETS = 64;

/**
 * Looks, without parsing it, whether a document would keep the catalog's parser busy: its time grows
 * with the square of the fields of a mapping, and with the depth of brackets.
 *
 * @returns what is too much, or undefined.
 */
export function findCostlyYaml(text: string): string | undefined {
  if (text.length <= SMALL) {
    return undefined;
  }
  const brackets: ('map' | 'seq')[] = [];
  let fields = 0;
  for (const token of new Lexer().lex(text)) {
    switch (CST.tokenType(token)) {
      case 'map-value-ind':
      case 'explicit-key-ind':
        fields += 1;
        break;
      case 'comma':
        fields += brackets[brackets.length - 1] === 'map' ? 1 : 0;
        break;
      case 'flow-map-start':
        brackets.push('map');
        break;
      case 'flow-seq-start':
        brackets.push('seq');
        break;
      case 'flow-map-end':
      case 'flow-seq-end':
        brackets.pop();
        break;
      default:
    }
    if (fields > MAX_FIELDS) {
      return `has more than ${MAX_FIELDS} fields`;
    }
    if (brackets.length > MAX_BRACKETS) {
      return `is nested deeper than ${MAX_BRACKETS} levels`;
    }
  }
  return undefined;
}
