import { KubeObject } from 'backstage-plugin-kratix-common';

/** An object of which only the version matters. */
export function objectOf(
  name: string,
  uid: string,
  version: string,
): KubeObject {
  return {
    apiVersion: 'example.org/v1',
    kind: 'Team',
    metadata: { name, uid, resourceVersion: version },
  };
}

export const versionOf = (object: KubeObject) =>
  object.metadata.resourceVersion ?? '';
