import { NameSource } from 'backstage-plugin-kratix-node';
import fc from 'fast-check';
import { clusterName } from './clusterName';

const nameOf = (source: NameSource, ref: string) => {
  try {
    return clusterName(source, { ref });
  } catch {
    return undefined;
  }
};

describe('clusterName', () => {
  const group = 'group:default/Payments';

  it.each<[NameSource, string | undefined]>([
    [{ from: 'entityRef', form: 'full', prefix: '' }, group],
    [{ from: 'entityRef', form: 'name', prefix: 'team:' }, 'team:Payments'],
    [{ from: 'annotation', key: 'a/b', prefix: 'x:' }, 'x:id-1'],
    [{ from: 'annotation', key: 'a/c', prefix: 'x:' }, undefined],
    [{ from: 'profile', field: 'email', prefix: '' }, 'p@example.org'],
    [{ from: 'profile', field: 'displayName', prefix: '' }, undefined],
  ])('of %j is %s', (source, expected) => {
    const entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: { name: 'Payments', annotations: { 'a/b': 'id-1' } },
      spec: { profile: { email: 'p@example.org', displayName: 7 } },
    };
    expect(clusterName(source, { ref: group, entity })).toBe(expected);
  });

  it('is none that Kubernetes keeps for itself, whatever the name and the prefix', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('system:', 'sys', 'tem:masters', ' system:x', 'SYSTEM:a'),
    );
    fc.assert(
      fc.property(part, part, (prefix, email) => {
        const source = { from: 'profile', field: 'email', prefix } as const;
        const entity = {
          apiVersion: 'v1',
          kind: 'User',
          metadata: { name: 'x' },
          spec: { profile: { email } },
        };
        let name: string | undefined;
        try {
          name = clusterName(source, { ref: 'user:default/x', entity });
        } catch {
          return;
        }
        expect(name ?? '').not.toMatch(/^\s*system:/i);
        expect(email).not.toMatch(/^\s*system:/i);
      }),
    );
    expect(
      nameOf(
        { from: 'entityRef', form: 'name', prefix: 'sys' },
        'group:default/tem:masters',
      ),
    ).toBeUndefined();
  });
});
