import {
  DefaultNamespaceEntityPolicy,
  type Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  groupEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { executeStep } from 'kratix-pipeline-sdk/testing';
import { parse } from 'yaml';
import { resourceStep } from './resourceStep';

const policies = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

describe('the Group of a team', () => {
  it.each([
    ['payments', 'Payments'],
    ['9', 'Nine'],
    [
      `a${'b'.repeat(38)}c`,
      'A "long" name: with #specials, ${{ x }} & 東京 \n\u202e',
    ],
  ])('is an entity the catalog takes, for %s', async (id, name) => {
    const { outputs, status } = await executeStep(resourceStep, {
      object: {
        apiVersion: 'platform.kratix.io/v1alpha1',
        kind: 'Team',
        metadata: { name: 'some.request', namespace: 'team-a' },
        spec: { id, name },
      },
    });
    const entity: Entity = parse(outputs['backstage/group.yaml']);
    expect(await policies.enforce(entity)).toBeDefined();
    expect(await groupEntityV1alpha1Validator.check(entity)).toBe(true);
    expect(stringifyEntityRef(entity)).toBe(status.entityRef);
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Group',
      metadata: {
        name: id,
        namespace: 'default',
        title: name,
        description: 'Requested from Kratix as team-a/some.request',
        annotations: {
          'kratix.io/promise-name': 'team',
          'kratix.io/group': 'platform.kratix.io',
          'kratix.io/version': 'v1alpha1',
          'kratix.io/kind': 'Team',
          'kratix.io/namespace': 'team-a',
          'kratix.io/name': 'some.request',
        },
      },
      spec: {
        type: 'team',
        profile: { displayName: name, email: `${id}@example.com` },
        children: [],
      },
    });
  });
});
