import type { KubeObject } from '../../kube';
import { trackUpdate } from '../apply/applyFields';
import { wholeSchema } from '../apply/fields';
import { readManagers, writeManagers } from '../apply/managers';
import { trackedPart } from '../apply/trackedPart';
import { arrayAt, equalJson, JsonObject, objectAt } from '../json';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import { badRequest, conflict, invalidObject, notFound } from '../statusErrors';
import type { ObjectKey } from '../store/ObjectStore';
import { ApiContext, timestamp, WriteRequest } from './ApiContext';
import { decodeBody, normalize } from './decodeBody';
import { validateObject } from './validateObject';

/** How often a change that names no resource version is tried again when another write came between. */
const attempts = 5;

/** An update of one object: by replacing it, or by patching what is there. */
export interface UpdateRequest extends WriteRequest {
  subresource?: 'status';
  /** The body of the new object, made from the current one. */
  change(current: KubeObject): unknown;
  /** Refuses a body without resource version, as Kubernetes does for custom resources that are replaced. */
  requireResourceVersion?: boolean;
}

/** What the server keeps, whatever the body says. */
function keepSystemMetadata(object: KubeObject, old: KubeObject): void {
  const { metadata } = object;
  const fixed = old.metadata;
  metadata.name = fixed.name;
  for (const key of [
    'namespace',
    'generateName',
    'uid',
    'generation',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'managedFields',
  ] as const) {
    delete metadata[key];
    if (fixed[key] !== undefined)
      Object.assign(metadata, { [key]: fixed[key] });
  }
}

function checkIdentity(
  resource: ServedResource,
  body: KubeObject,
  old: KubeObject,
  request: UpdateRequest,
): void {
  const { name, namespace, uid, resourceVersion } = body.metadata;
  if (name && name !== old.metadata.name) {
    throw badRequest(
      `the name of the object (${name}) does not match the name on the URL (${old.metadata.name})`,
    );
  }
  if (namespace && namespace !== old.metadata.namespace) {
    throw badRequest(
      'the namespace of the provided object does not match the namespace sent on the request',
    );
  }
  if (uid && uid !== old.metadata.uid) {
    throw conflict(
      resource,
      old.metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${old.metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== old.metadata.resourceVersion) {
    throw conflict(resource, old.metadata.name);
  }
  if (!resourceVersion && request.requireResourceVersion) {
    throw invalidObject(resource, old.metadata.name, [
      {
        reason: 'FieldValueInvalid',
        field: 'metadata.resourceVersion',
        message: 'Invalid value: 0x0: must be specified for an update',
      },
    ]);
  }
}

function content(object: KubeObject, resource: ServedResource): object {
  const { metadata: _, status, ...rest } = object;
  return resource.hasStatus ? rest : { ...rest, status };
}

/** The object to store: what the body may change, and nothing else. */
function merge(
  resource: ServedResource,
  body: KubeObject,
  old: KubeObject,
  subresource: 'status' | undefined,
): KubeObject {
  if (subresource === 'status') {
    const object = structuredClone(old);
    if (body.status === undefined) delete object.status;
    else object.status = body.status;
    return object;
  }
  keepSystemMetadata(body, old);
  if (resource.hasStatus) {
    if (old.status === undefined) delete body.status;
    else body.status = structuredClone(old.status);
  }
  resource.prepareUpdate?.(body, old);
  return body;
}

function sameObject(a: KubeObject, b: KubeObject): boolean {
  const { resourceVersion: _a, ...metadataA } = a.metadata;
  const { resourceVersion: _b, ...metadataB } = b.metadata;
  return equalJson(
    { ...a, metadata: metadataA },
    { ...b, metadata: metadataB },
  );
}

/** True for an object that is being deleted and that nothing holds any more. */
export function isReleased(object: KubeObject): boolean {
  const held =
    object.kind === 'Namespace' && object.apiVersion === 'v1'
      ? arrayAt(objectAt(object, 'spec'), 'finalizers').length > 0
      : false;
  return (
    object.metadata.deletionTimestamp !== undefined &&
    !object.metadata.finalizers?.length &&
    !held
  );
}

/** Managers are kept from the first server-side apply on; until then a write costs nothing for them. */
function trackManagers(
  ctx: ApiContext,
  resource: ServedResource,
  old: KubeObject,
  object: KubeObject,
  { subresource, fieldManager, userName }: UpdateRequest,
): JsonObject[] | undefined {
  const { managedFields } = old.metadata;
  if (!managedFields?.length) return undefined;
  return writeManagers(
    trackUpdate({
      before: old,
      after: object,
      part: trackedPart(resource, subresource),
      schema: wholeSchema(resource.schema),
      managers: readManagers(managedFields),
      manager: {
        manager: fieldManager || userName,
        operation: 'Update',
        apiVersion: groupVersion(resource),
        time: timestamp(ctx.now()),
        ...(subresource ? { subresource } : {}),
      },
    }),
  );
}

async function attempt(
  ctx: ApiContext,
  resource: ServedResource,
  key: ObjectKey,
  request: UpdateRequest,
): Promise<KubeObject | undefined> {
  const stored = ctx.store.get(key);
  if (!stored) throw notFound(resource, key.name);
  const old = resource.fromStored(stored);
  const { subresource } = request;
  const body = decodeBody(
    resource,
    request.change(structuredClone(old)),
    request,
  );
  checkIdentity(resource, body, old, request);
  let object = merge(resource, body, old, subresource);
  if (!subresource) {
    const { group, version, resource: plural } = resource;
    object = await ctx.admission.run(
      {
        operation: 'UPDATE',
        type: { group, version, resource: plural },
        object,
        oldObject: structuredClone(old),
        dryRun: request.dryRun,
        userName: request.userName,
      },
      request.warnings,
    );
  }
  object = normalize(resource, object);
  const managedFields = request.managedFields
    ? request.managedFields(object)
    : trackManagers(ctx, resource, old, object, request);
  if (managedFields?.length) object.metadata.managedFields = managedFields;
  if (
    resource.hasGeneration &&
    !equalJson(content(object, resource), content(old, resource))
  ) {
    object.metadata.generation = (old.metadata.generation ?? 0) + 1;
  }
  if (sameObject(object, old)) return old;
  validateObject(resource, object, old);
  if (request.dryRun) return object;
  const version = stored.metadata.resourceVersion ?? '';
  const next = resource.toStored(object);
  const done = isReleased(next)
    ? ctx.store.remove(key, next, version)
    : ctx.store.put(key, next, version);
  return done && resource.fromStored(done);
}

/**
 * Changes one object. A body without resource version is applied to what is there, again if another write comes
 * between; with one, that write makes it a conflict. A change that changes nothing stores nothing.
 */
export async function updateObject(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string,
  name: string,
  request: UpdateRequest,
): Promise<KubeObject> {
  const key = {
    ...resource.storage,
    namespace: resource.namespaced ? namespace : '',
    name,
  };
  for (let tried = 0; tried < attempts; tried++) {
    request.warnings.length = 0;
    const done = await attempt(ctx, resource, key, request);
    if (done) return done;
  }
  throw conflict(resource, name);
}
