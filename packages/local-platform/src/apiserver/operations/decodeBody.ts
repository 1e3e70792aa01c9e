import type { KubeObject } from '../../kube';
import { readObject } from '../objects/readObject';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import { applyDefaults } from '../schema/applyDefaults';
import { prune } from '../schema/prune';
import { badRequest } from '../statusErrors';
import type { WriteRequest } from './ApiContext';

/**
 * Reads the body of a write: its shape is checked, fields that the schema does not know are removed, defaults are
 * set. What was removed, or came twice, is refused or warned of, as `fieldValidation` says. The body is not kept.
 */
export function decodeBody(
  resource: ServedResource,
  body: unknown,
  request: WriteRequest,
): KubeObject {
  const apiVersion = groupVersion(resource);
  const read = readObject(structuredClone(body), {
    apiVersion,
    kind: resource.kind,
  });
  const { object } = read;
  const unknown = [...read.unknownFields, ...prune(object, resource.schema)];
  const faults = [
    ...(request.duplicateFields ?? []).map(path => `duplicate field "${path}"`),
    ...unknown.map(path => `unknown field "${path}"`),
  ];
  if (faults.length && request.fieldValidation === 'Strict') {
    throw badRequest(
      `${resource.kind} in version "${
        resource.version
      }" cannot be handled as a ${
        resource.kind
      }: strict decoding error: ${faults.join(', ')}`,
    );
  }
  if (request.fieldValidation === 'Warn') request.warnings.push(...faults);
  applyDefaults(object, resource.schema);
  return object;
}

/** Brings an object that admission checks may have changed back into the form of its schema. */
export function normalize(
  resource: ServedResource,
  object: KubeObject,
): KubeObject {
  prune(object, resource.schema);
  applyDefaults(object, resource.schema);
  return object;
}
