import fc from 'fast-check';
import { normalizeOwner, ownerOf, OwnerRules } from './owner';

const rules: OwnerRules = {
  annotation: 'example.org/team',
  label: 'team',
  specPaths: { database: 'spec.owner.team', constructor: 'spec.team' },
  namespaces: { payments: 'group:default/payments' },
  default: 'user:default/nobody',
};

function object(given: {
  annotations?: Record<string, string>;
  labels?: Record<string, string>;
  promise?: string;
  namespace?: string;
  spec?: Record<string, unknown>;
}) {
  const { annotations = {}, labels = {}, promise = 'database' } = given;
  const { namespace = 'payments', spec = {} } = given;
  return { annotations, labels, request: { promise, namespace, spec } };
}

describe('ownerOf', () => {
  const all = {
    annotations: {
      'kratix.backstage.io/owner': 'Red',
      'example.org/team': 'orange',
    },
    labels: { team: 'yellow' },
    spec: { owner: { team: 'green' } },
  };

  it.each([
    [all, 'group:default/red'],
    [
      { ...all, annotations: { 'example.org/team': 'orange' } },
      'group:default/orange',
    ],
    [{ ...all, annotations: {} }, 'group:default/yellow'],
    [{ ...all, annotations: {}, labels: {} }, 'group:default/green'],
    [
      { ...all, annotations: {}, labels: {}, promise: 'team' },
      'group:default/payments',
    ],
    [{}, 'group:default/payments'],
    [{ namespace: 'other' }, 'user:default/nobody'],
    // What is no reference is passed over.
    [
      {
        annotations: { 'kratix.backstage.io/owner': 'a:b:c' },
        labels: { team: 'x' },
      },
      'group:default/x',
    ],
    [{ spec: { owner: { team: 7 } } }, 'group:default/payments'],
    [{ spec: { owner: 'green' } }, 'group:default/payments'],
    // Names that every object has are no settings.
    [{ promise: 'toString', namespace: 'valueOf' }, 'user:default/nobody'],
  ])('finds the first that says it: %j', (given, expected) => {
    expect(ownerOf(object(given), rules)).toBe(expected);
  });

  it('knows the annotation alone without rules', () => {
    expect(ownerOf(object(all))).toBe('group:default/red');
    expect(ownerOf(object({ ...all, annotations: {} }))).toBeUndefined();
  });

  it('gives a full, lower-case reference or none, whatever the object says', () => {
    fc.assert(
      fc.property(fc.string(), fc.anything(), (text, anything) => {
        const owner = ownerOf(
          object({
            labels: { team: text },
            spec: { owner: { team: anything } },
          }),
          { ...rules, namespaces: {}, default: undefined },
        );
        expect(owner === undefined || normalizeOwner(owner) === owner).toBe(
          true,
        );
      }),
    );
  });
});
