import { KubeObject } from 'backstage-plugin-kratix-common';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object without managedFields and last-applied-configuration, which are large and never shown. */
export function trimObject(object: KubeObject): KubeObject {
  const { managedFields: _managed, ...metadata } = {
    managedFields: undefined,
    ...object.metadata,
  };
  if (metadata.annotations && LAST_APPLIED in metadata.annotations) {
    const { [LAST_APPLIED]: _applied, ...annotations } = metadata.annotations;
    metadata.annotations = annotations;
  }
  return { ...object, metadata };
}
