import { badRequest } from '../statusErrors';

/** One requirement of a label selector; all of them must hold. */
export interface LabelRequirement {
  key: string;
  operator: '=' | '!=' | 'in' | 'notin' | 'exists' | '!exists' | '>' | '<';
  values: string[];
}

const token = /\s*(?:(!=|==|=|!|\(|\)|,|<|>)|([A-Za-z0-9_./-]+))/y;
const keyPattern =
  /^([a-z0-9]([a-z0-9.-]*[a-z0-9])?\/)?[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const valuePattern = /^([A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?)?$/;

function tokenize(text: string): string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < text.trimEnd().length) {
    const at = token.lastIndex;
    const match = token.exec(text);
    if (!match) {
      throw badRequest(
        `unable to parse label selector "${text}": unexpected character at ${at}`,
      );
    }
    tokens.push(match[1] ?? match[2]);
  }
  return tokens;
}

/**
 * Reads a label selector: `a=b`, `a==b`, `a!=b`, `a in (b,c)`, `a notin (b,c)`, `a`, `!a`, `a>1`, `a<1`, separated
 * by commas. Throws a 400 Status for anything else. The empty selector selects everything.
 */
export function parseLabelSelector(text: string): LabelRequirement[] {
  const tokens = tokenize(text);
  const requirements: LabelRequirement[] = [];
  let at = 0;
  const fail = (what: string) =>
    badRequest(`unable to parse label selector "${text}": ${what}`);

  const readKey = () => {
    const key = tokens[at++];
    if (key === undefined || !keyPattern.test(key)) {
      throw fail(`"${key ?? ''}" is not a valid label key`);
    }
    return key;
  };
  const readValue = () => {
    const next = tokens[at];
    if (next === undefined || next === ',' || next === ')') return '';
    at++;
    if (!valuePattern.test(next)) {
      throw fail(`"${next}" is not a valid label value`);
    }
    return next;
  };
  const readSet = () => {
    if (tokens[at++] !== '(') throw fail('expected "("');
    const values = [readValue()];
    while (tokens[at] === ',') {
      at++;
      values.push(readValue());
    }
    if (tokens[at++] !== ')') throw fail('expected ")"');
    return values;
  };
  const readRequirement = (): LabelRequirement => {
    if (tokens[at] === '!') {
      at++;
      return { key: readKey(), operator: '!exists', values: [] };
    }
    const key = readKey();
    const operator = tokens[at];
    if (operator === undefined || operator === ',') {
      return { key, operator: 'exists', values: [] };
    }
    at++;
    switch (operator) {
      case '=':
      case '==':
        return { key, operator: '=', values: [readValue()] };
      case '!=':
        return { key, operator: '!=', values: [readValue()] };
      case 'in':
      case 'notin':
        return { key, operator, values: readSet() };
      case '>':
      case '<': {
        const value = readValue();
        if (!/^-?\d+$/.test(value)) throw fail(`"${value}" is not an integer`);
        return { key, operator, values: [value] };
      }
      default:
        throw fail(`unknown operator "${operator}"`);
    }
  };

  while (at < tokens.length) {
    requirements.push(readRequirement());
    if (at < tokens.length && tokens[at++] !== ',') throw fail('expected ","');
    if (at === tokens.length && tokens[at - 1] === ',') {
      throw fail('ends with a comma');
    }
  }
  return requirements;
}

function meets(
  { key, operator, values }: LabelRequirement,
  labels: Record<string, string>,
): boolean {
  const value = Object.hasOwn(labels, key) ? labels[key] : undefined;
  switch (operator) {
    case 'exists':
      return value !== undefined;
    case '!exists':
      return value === undefined;
    case '=':
    case 'in':
      return value !== undefined && values.includes(value);
    case '!=':
    case 'notin':
      return value === undefined || !values.includes(value);
    default: {
      if (value === undefined || !/^-?\d+$/.test(value)) return false;
      const [left, right] = [BigInt(value), BigInt(values[0])];
      return operator === '>' ? left > right : left < right;
    }
  }
}

/** Whether labels meet every requirement. As in Kubernetes, `!=` and `notin` hold for an absent label. */
export function matchesLabels(
  requirements: LabelRequirement[],
  labels: Record<string, string> = {},
): boolean {
  return requirements.every(requirement => meets(requirement, labels));
}

/** For each requirement of one value: the text that it leaves in the JSON of an object that meets it. */
export function equalityTexts(requirements: LabelRequirement[]): string[] {
  return requirements
    .filter(({ operator }) => operator === '=')
    .map(({ key, values }) =>
      JSON.stringify({ [key]: values[0] }).slice(1, -1),
    );
}
