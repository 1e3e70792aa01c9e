import { type Team } from './Team';

/** A reference to the team's entity in the Backstage catalog. */
export function groupEntityRef({ id }: Team): string {
  return `group:default/${id}`;
}

/**
 * The Backstage Group of a team. The annotations are the coordinates of the request it comes from, in
 * the keys that Kratix's own Backstage integration uses.
 */
export function groupEntity({ id, name, email, request }: Team): object {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Group',
    metadata: {
      name: id,
      namespace: 'default',
      title: name,
      description: `Requested from Kratix as ${request.namespace}/${request.name}`,
      annotations: {
        'kratix.io/promise-name': request.promiseName,
        'kratix.io/group': request.group,
        'kratix.io/version': request.version,
        'kratix.io/kind': request.kind,
        'kratix.io/namespace': request.namespace,
        'kratix.io/name': request.name,
      },
    },
    spec: {
      type: 'team',
      profile: { displayName: name, email },
      children: [],
    },
  };
}
