import { checkRules, validateRules } from './celRules';
import type { Schema, ValidationRule } from './Schema';

const integer: Schema = { type: 'integer' };
const text: Schema = { type: 'string' };

function check(
  value: unknown,
  properties: Record<string, Schema>,
  rule: string | ValidationRule,
  old?: unknown,
): string[] {
  const schema: Schema = {
    type: 'object',
    properties,
    'x-kubernetes-validations': [
      typeof rule === 'string' ? { rule, message: 'no' } : rule,
    ],
  };
  expect(checkRules(schema, 'spec')).toEqual([]);
  return validateRules(value, old, schema, 'spec').map(
    ({ field, message }) => `${field}: ${message}`,
  );
}

describe('CEL rules', () => {
  it.each<[unknown, Record<string, Schema>, string]>([
    [
      { n: 3 },
      { n: integer },
      'self.n == 3 && self.n / 2 == 1 && self.n % 2 == 1',
    ],
    [
      { n: 3.5 },
      { n: { type: 'number' } },
      'self.n > 3.0 && self.n * 2.0 == 7.0',
    ],
    [{ a: 'x' }, { a: text, b: text }, '!has(self.b) || self.b == self.a'],
    [
      { e: 'prod', s: 'large' },
      { e: text, s: text },
      "self.e != 'prod' || self.s in ['medium', 'large']",
    ],
    [
      { l: [1, 2] },
      { l: { type: 'array', items: integer } },
      'self.l.all(x, x > 0) && self.l.sum() == 3 && self.l.isSorted() && self.l.max() == 2',
    ],
    [
      { m: { 'a-b': 'x' } },
      { m: { type: 'object', additionalProperties: text } },
      "self.m.all(k, self.m[k] == 'x') && 'a-b' in self.m",
    ],
    [{ 'a-b': 1 }, { 'a-b': integer }, 'self.a__dash__b == 1'],
    [{ namespace: 'x' }, { namespace: text }, "self.__namespace__ == 'x'"],
    [
      { t: '2026-01-01T00:00:00Z' },
      { t: { type: 'string', format: 'date-time' } },
      "self.t < timestamp('2027-01-01T00:00:00Z')",
    ],
    [
      { a: 'abc-12' },
      { a: text },
      "self.a.matches('^[a-z]+-[0-9]+$') && self.a.find('[0-9]+') == '12' && self.a.replace('abc', 'x').startsWith('x')",
    ],
    [
      { v: 5 },
      { v: { 'x-kubernetes-int-or-string': true } },
      'type(self.v) == int ? self.v < 100 : self.v.contains("%")',
    ],
    [
      { v: '5%' },
      { v: { 'x-kubernetes-int-or-string': true } },
      'type(self.v) == int ? self.v < 100 : self.v.contains("%")',
    ],
  ])('%j holds', (value, properties, rule) => {
    expect(check(value, properties, rule)).toEqual([]);
  });

  it('gives the message, the path and the reason of a rule', () => {
    expect(check({ n: 1 }, { n: integer }, 'self.n > 1')).toEqual([
      'spec: Invalid value: "object": no',
    ]);
    expect(check({ n: 1 }, { n: integer }, { rule: 'self.n > 1' })).toEqual([
      'spec: Invalid value: "object": failed rule: self.n > 1',
    ]);
    expect(
      check(
        { n: 1 },
        { n: integer },
        {
          rule: 'self.n > 1',
          messageExpression: '"n is " + string(self.n)',
          fieldPath: '.n',
          reason: 'FieldValueForbidden',
        },
      ),
    ).toEqual(['spec.n: Forbidden: n is 1']);
  });

  it('looks at changes only where there is an old value', () => {
    const rule = 'self.a == oldSelf.a';
    expect(check({ a: 'x' }, { a: text }, rule)).toEqual([]);
    expect(check({ a: 'x' }, { a: text }, rule, { a: 'x' })).toEqual([]);
    expect(check({ a: 'x' }, { a: text }, rule, { a: 'y' })).toEqual([
      'spec: Invalid value: "object": no',
    ]);
  });

  it('reports a rule that cannot be evaluated as a fault, not as a crash', () => {
    expect(check({}, { a: text }, 'self.a == "x"')).toEqual([
      'spec: Invalid value: "object": No such key: a evaluating rule: no',
    ]);
  });

  it('refuses rules that do not parse', () => {
    expect(
      checkRules({ 'x-kubernetes-validations': [{ rule: 'self. >' }] }, 'x'),
    ).toMatchObject([{ field: 'x.x-kubernetes-validations[0].rule' }]);
  });
});
