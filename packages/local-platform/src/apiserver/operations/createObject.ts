import { randomUUID } from 'node:crypto';
import type { KubeObject } from '../../kube';
import { randomSuffix } from '../objects/names';
import { namespaces } from '../resources/builtin/namespaces';
import type { ServedResource } from '../resources/ServedResource';
import {
  alreadyExists,
  badRequest,
  forbiddenObject,
  methodNotAllowed,
  notFound,
} from '../statusErrors';
import { ApiContext, timestamp, WriteRequest } from './ApiContext';
import { decodeBody, normalize } from './decodeBody';
import { validateObject } from './validateObject';

/** Kubernetes cuts what precedes the random suffix, so that a name of 63 characters stays possible. */
const generatedPrefixLimit = 58;

function initialize(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string,
  object: KubeObject,
): void {
  const { metadata } = object;
  if (metadata.resourceVersion) {
    throw badRequest(
      'resourceVersion should not be set on objects to be created',
    );
  }
  if (metadata.namespace && metadata.namespace !== namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (!metadata.name && metadata.generateName) {
    metadata.name = `${metadata.generateName.slice(
      0,
      generatedPrefixLimit,
    )}${randomSuffix()}`;
  }
  if (resource.namespaced) metadata.namespace = namespace;
  delete metadata.deletionTimestamp;
  delete metadata.deletionGracePeriodSeconds;
  delete metadata.generation;
  metadata.uid = randomUUID();
  metadata.creationTimestamp = timestamp(ctx.now());
  if (resource.hasGeneration) metadata.generation = 1;
  resource.prepareCreate?.(object);
}

/** Refuses to create in a namespace that does not exist or is on its way out. */
export function requireNamespace(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string,
  name: string,
): void {
  if (!resource.namespaced) return;
  const found = ctx.store.get({
    ...namespaces.storage,
    namespace: '',
    name: namespace,
  });
  if (!found) throw notFound(namespaces, namespace);
  if (found.metadata.deletionTimestamp) {
    throw forbiddenObject(
      resource,
      name,
      `unable to create new content in namespace ${namespace} because it is being terminated`,
    );
  }
}

/** Creates an object from the body of a request. Gives it as stored, in the version of the resource. */
export async function createObject(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string,
  body: unknown,
  request: WriteRequest,
): Promise<KubeObject> {
  if (resource.creationRefused)
    throw methodNotAllowed(resource.creationRefused);
  const decoded = decodeBody(resource, body, request);
  initialize(ctx, resource, namespace, decoded);
  requireNamespace(ctx, resource, namespace, decoded.metadata.name);
  const { group, version, resource: plural } = resource;
  const admitted = await ctx.admission.run(
    {
      operation: 'CREATE',
      type: { group, version, resource: plural },
      object: decoded,
      dryRun: request.dryRun,
      userName: request.userName,
    },
    request.warnings,
  );
  const object = normalize(resource, admitted);
  if (request.managedFields) {
    object.metadata.managedFields = request.managedFields(object);
  }
  validateObject(resource, object);
  const key = {
    ...resource.storage,
    namespace: resource.namespaced ? namespace : '',
    name: object.metadata.name,
  };
  if (ctx.store.get(key)) throw alreadyExists(resource, key.name);
  if (request.dryRun) return object;
  // Admission may have taken its time.
  requireNamespace(ctx, resource, namespace, key.name);
  const stored = ctx.store.put(key, resource.toStored(object), undefined);
  if (!stored) throw alreadyExists(resource, key.name);
  return resource.fromStored(stored);
}
