import fc from 'fast-check';
import { KubeStatusError } from '../../kube';
import {
  equalityTexts,
  LabelRequirement,
  matchesLabels,
  parseLabelSelector,
} from './labelSelector';

const key = fc.constantFrom('app', 'kratix.io/promise-name', 'a.b_c', 'x');
const value = fc.constantFrom('', 'a', 'b-c', 'V1.2_3', '7', '-5');
const plainValue = fc.constantFrom('a', 'b-c', 'V1.2_3', '7');

const requirement: fc.Arbitrary<LabelRequirement> = fc.oneof(
  fc.record({
    key,
    operator: fc.constantFrom('=' as const, '!=' as const),
    values: plainValue.map(one => [one]),
  }),
  fc.record({
    key,
    operator: fc.constantFrom('in' as const, 'notin' as const),
    values: fc.array(plainValue, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    key,
    operator: fc.constantFrom('exists' as const, '!exists' as const),
    values: fc.constant<string[]>([]),
  }),
  fc.record({
    key,
    operator: fc.constantFrom('>' as const, '<' as const),
    values: fc.integer({ min: 0, max: 99 }).map(one => [String(one)]),
  }),
);

function write({ key: name, operator, values }: LabelRequirement): string {
  switch (operator) {
    case 'exists':
      return name;
    case '!exists':
      return `!${name}`;
    case 'in':
    case 'notin':
      return `${name} ${operator} (${values.join(',')})`;
    default:
      return `${name}${operator}${values[0]}`;
  }
}

describe('parseLabelSelector', () => {
  it('reads back whatever requirements are written', () => {
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 4 }), requirements => {
        const text = requirements.map(write).join(',');
        expect(parseLabelSelector(text)).toEqual(requirements);
      }),
    );
  });

  it('reads or refuses any text, and nothing else', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        let code = 400;
        try {
          parseLabelSelector(text);
        } catch (error) {
          code = error instanceof KubeStatusError ? error.code : 0;
        }
        expect(code).toBe(400);
      }),
    );
  });

  it('refuses what is no selector', () => {
    for (const text of [
      ',',
      'a,',
      'a in b',
      'a in (b',
      '=b',
      'a=b=c',
      'a>x',
      '!',
    ]) {
      expect(() => parseLabelSelector(text)).toThrow(/label selector/);
    }
  });
});

describe('matchesLabels', () => {
  it('holds for exactly one of each pair of opposites', () => {
    fc.assert(
      fc.property(
        key,
        plainValue,
        fc.dictionary(key, value),
        (name, wanted, labels) => {
          for (const [yes, no] of [
            [`${name}=${wanted}`, `${name}!=${wanted}`],
            [`${name} in (${wanted},z)`, `${name} notin (${wanted},z)`],
            [name, `!${name}`],
          ]) {
            expect(matchesLabels(parseLabelSelector(yes), labels)).not.toBe(
              matchesLabels(parseLabelSelector(no), labels),
            );
          }
        },
      ),
    );
  });

  it('holds for an absent label only where Kubernetes says so', () => {
    const matches = (text: string) =>
      matchesLabels(parseLabelSelector(text), { other: 'x' });
    expect(['a!=b', 'a notin (b)', '!a', ''].map(matches)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(['a=b', 'a in (b)', 'a', 'a>1', 'a='].map(matches)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('equalityTexts', () => {
  it('are in the JSON of every object that is selected', () => {
    fc.assert(
      fc.property(
        fc.array(requirement, { maxLength: 4 }),
        fc.dictionary(key, value),
        (requirements, labels) => {
          const json = JSON.stringify({ metadata: { name: 'n', labels } });
          const holds = equalityTexts(requirements).every(text =>
            json.includes(text),
          );
          expect(holds || !matchesLabels(requirements, labels)).toBe(true);
        },
      ),
    );
  });

  it('tell one value of a label from another', () => {
    expect(equalityTexts(parseLabelSelector('a/b=c,d!=e,f,g in (h)'))).toEqual([
      '"a/b":"c"',
    ]);
  });
});
