import type { KubeObject } from '../../kube';
import type { FieldError } from '../fieldErrors';
import { validateMetadata } from '../objects/validateMetadata';
import type { ServedResource } from '../resources/ServedResource';
import { validateRules } from '../schema/celRules';
import { validateSchema } from '../schema/validateSchema';
import { invalidObject } from '../statusErrors';

function schemaFaults(
  resource: ServedResource,
  object: KubeObject,
): FieldError[] {
  return validateSchema(object, resource.schema);
}

/**
 * Throws a 422 Status that names every fault of an object. As in Kubernetes, a fault of the schema that the stored
 * object already has does not stop an update that leaves it as it is.
 */
export function validateObject(
  resource: ServedResource,
  object: KubeObject,
  old?: KubeObject,
): void {
  let errors = schemaFaults(resource, object);
  if (errors.length && old) {
    const known = new Set(
      schemaFaults(resource, old).map(one => `${one.field} ${one.message}`),
    );
    errors = errors.filter(one => !known.has(`${one.field} ${one.message}`));
  }
  // Rules and further checks may rely on the shape.
  if (errors.length === 0) {
    errors.push(...validateRules(object, old, resource.schema));
    errors.push(...(resource.validate?.(object, old) ?? []));
  }
  errors.unshift(...validateMetadata(object, resource, old));
  if (errors.length) {
    throw invalidObject(resource, object.metadata.name, errors);
  }
}
