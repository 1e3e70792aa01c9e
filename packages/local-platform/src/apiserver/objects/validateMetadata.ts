import type { KubeObject, ObjectMeta } from '../../kube';
import { FieldError, forbidden, invalid, required } from '../fieldErrors';
import { dns1123Label, labelValue, NameRule, qualifiedName } from './names';

/** All annotations of one object together, in bytes. */
const annotationsLimit = 256 * 1024;

function validateLabels(labels: Record<string, string> = {}): FieldError[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedName(key).map(why => invalid('metadata.labels', key, why)),
    ...labelValue(value).map(why => invalid('metadata.labels', value, why)),
  ]);
}

function validateAnnotations(
  annotations: Record<string, string> = {},
): FieldError[] {
  let size = 0;
  const errors: FieldError[] = [];
  for (const [key, value] of Object.entries(annotations)) {
    size += Buffer.byteLength(key) + Buffer.byteLength(value);
    errors.push(
      ...qualifiedName(key.toLowerCase()).map(why =>
        invalid('metadata.annotations', key, why),
      ),
    );
  }
  if (size > annotationsLimit) {
    errors.push({
      reason: 'FieldValueTooLong',
      field: 'metadata.annotations',
      message: `Too long: may not be more than ${annotationsLimit} bytes`,
    });
  }
  return errors;
}

function validateOwners(owners: ObjectMeta['ownerReferences'] = []) {
  return owners.flatMap((owner, index) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter(key => !owner[key])
      .map(key =>
        required(
          `metadata.ownerReferences[${index}].${key}`,
          'must not be empty',
        ),
      ),
  );
}

function validateFinalizers(finalizers: string[] = []): FieldError[] {
  return finalizers.flatMap((finalizer, index) =>
    qualifiedName(finalizer).map(why =>
      invalid(`metadata.finalizers[${index}]`, finalizer, why),
    ),
  );
}

/** Checks name, namespace, labels, annotations, finalizers and owners; on an update also what may not change. */
export function validateMetadata(
  { metadata }: KubeObject,
  resource: { namespaced: boolean; nameRule: NameRule },
  old?: KubeObject,
): FieldError[] {
  const errors: FieldError[] = [];
  if (!metadata.name) {
    errors.push(required('metadata.name', 'name or generateName is required'));
  } else {
    errors.push(
      ...resource
        .nameRule(metadata.name)
        .map(why => invalid('metadata.name', metadata.name, why)),
    );
  }
  if (resource.namespaced && metadata.namespace) {
    errors.push(
      ...dns1123Label(metadata.namespace).map(why =>
        invalid('metadata.namespace', metadata.namespace, why),
      ),
    );
  }
  if (!resource.namespaced && metadata.namespace) {
    errors.push(forbidden('metadata.namespace', 'not allowed on this type'));
  }
  errors.push(
    ...validateLabels(metadata.labels),
    ...validateAnnotations(metadata.annotations),
    ...validateOwners(metadata.ownerReferences),
    ...validateFinalizers(metadata.finalizers),
  );
  if (old?.metadata.deletionTimestamp) {
    const added = (metadata.finalizers ?? []).filter(
      one => !old.metadata.finalizers?.includes(one),
    );
    if (added.length) {
      errors.push(
        forbidden(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers ${JSON.stringify(
            added,
          )}`,
        ),
      );
    }
  }
  return errors;
}
