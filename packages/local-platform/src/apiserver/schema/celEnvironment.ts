import { Environment } from '@marcbachmann/cel-js';
import { patternOf } from './pattern';

function expression(pattern: string): RegExp {
  const found = patternOf(pattern);
  if (!found) throw new Error(`"${pattern}" is no regular expression`);
  return found;
}

function findAll(text: string, pattern: string): string[] {
  const { source, flags } = expression(pattern);
  return [...text.matchAll(new RegExp(source, `${flags}g`))].map(
    match => match[0],
  );
}

type Ordered = bigint | number | string;

function ordered(list: unknown[]): Ordered[] {
  return list.map(one => {
    if (
      typeof one === 'bigint' ||
      typeof one === 'number' ||
      typeof one === 'string'
    ) {
      return one;
    }
    throw new Error('the list holds a value that has no order');
  });
}

function extreme(
  list: unknown[],
  better: (a: Ordered, b: Ordered) => boolean,
): Ordered {
  const [first, ...rest] = ordered(list);
  if (first === undefined)
    throw new Error('min and max need a list with items');
  return rest.reduce((best, one) => (better(one, best) ? one : best), first);
}

/** CEL with the functions that Kubernetes adds for validation rules, as far as rules of Promises use them. */
export const celEnvironment = new Environment({
  unlistedVariablesAreDyn: false,
  homogeneousAggregateLiterals: false,
  enableOptionalTypes: true,
  limits: { maxAstNodes: 10_000, maxDepth: 100 },
})
  .registerVariable('self', 'dyn')
  .registerVariable('oldSelf', 'dyn')
  .registerFunction(
    'string.find(string): string',
    (text: string, pattern: string) =>
      expression(pattern).exec(text)?.[0] ?? '',
  )
  .registerFunction('string.findAll(string): list<string>', findAll)
  .registerFunction(
    'string.findAll(string, int): list<string>',
    (text: string, pattern: string, limit: bigint) =>
      limit < 0
        ? findAll(text, pattern)
        : findAll(text, pattern).slice(0, Number(limit)),
  )
  .registerFunction('list.isSorted(): bool', (list: unknown[]) =>
    ordered(list).every((one, at, all) => at === 0 || all[at - 1] <= one),
  )
  .registerFunction('list.min(): dyn', (list: unknown[]) =>
    extreme(list, (a, b) => a < b),
  )
  .registerFunction('list.max(): dyn', (list: unknown[]) =>
    extreme(list, (a, b) => a > b),
  )
  .registerFunction('list.sum(): dyn', (list: unknown[]) =>
    ordered(list).reduce((sum, one) =>
      typeof sum === 'bigint' && typeof one === 'bigint'
        ? sum + one
        : Number(sum) + Number(one),
    ),
  )
  .registerFunction(
    'string.replace(string, string): string',
    (text: string, from: string, to: string) => text.split(from).join(to),
  )
  .registerFunction('string.charAt(int): string', (text: string, at: bigint) =>
    text.charAt(Number(at)),
  )
  .registerFunction('isURL(string): bool', (text: string) =>
    URL.canParse(text),
  );
