import { Entity } from '@backstage/catalog-model';
import { parse } from 'yaml';

/** A Team's Group as its Pipeline writes it. */
export function teamYaml(
  index: number,
  email = `team-${index}@example.com`,
): string {
  return `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: team-${index}
  title: Team ${index}
  description: The people who run service ${index}
  annotations:
    kratix.io/type: request
    kratix.io/promise-name: team
    kratix.io/group: platform.kratix.dev
    kratix.io/version: v1alpha1
    kratix.io/kind: Team
    kratix.io/name: team-${index}
    kratix.io/namespace: default
spec:
  type: team
  profile:
    displayName: Team ${index}
    email: ${email}
  children: []
`;
}

/** Where that is in the state store. */
export function teamPath(index: number): string {
  return `resources/default/team/team-${index}/configure/5cfaf/backstage/group.yaml`;
}

/** The entity as the provider hands it over. */
export function teamEntity(index: number, email?: string): Entity {
  const entity: Entity = parse(teamYaml(index, email));
  const location = `kratix:local/catalog/${teamPath(index)}`;
  return {
    ...entity,
    metadata: {
      ...entity.metadata,
      annotations: {
        ...entity.metadata.annotations,
        'kratix.backstage.io/platform': 'local',
        'backstage.io/managed-by-location': location,
        'backstage.io/managed-by-origin-location': location,
      },
    },
  };
}
