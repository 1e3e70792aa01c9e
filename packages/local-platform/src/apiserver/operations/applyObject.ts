import { KubeObject, KubeStatusError } from '../../kube';
import { applyFields } from '../apply/applyFields';
import { fieldsOf, valueAt, wholeSchema } from '../apply/fields';
import { FieldSet } from '../apply/FieldSet';
import {
  FieldManager,
  isSameManager,
  readManagers,
  writeManagers,
} from '../apply/managers';
import { trackedPart } from '../apply/trackedPart';
import { isJsonObject, JsonObject } from '../json';
import { readObject } from '../objects/readObject';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import {
  applyConflict,
  badRequest,
  invalidObject,
  notFound,
} from '../statusErrors';
import { ApiContext, timestamp, WriteRequest } from './ApiContext';
import { createObject } from './createObject';
import { updateObject } from './updateObject';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** A server-side apply of one object or of its status. */
export interface ApplyRequest extends WriteRequest {
  /** Takes over fields of other managers. */
  force: boolean;
  subresource?: 'status';
  /** Throws a 403 Status when the writer may not create the object. */
  checkCreate(): void;
}

function readApplied(
  resource: ServedResource,
  name: string,
  body: unknown,
  request: ApplyRequest,
): KubeObject {
  if (!request.fieldManager) {
    throw invalidObject({ group: 'meta.k8s.io', kind: 'PatchOptions' }, '', [
      {
        reason: 'FieldValueRequired',
        field: 'fieldManager',
        message: 'Required value: is required for apply patch',
      },
    ]);
  }
  const metadata = isJsonObject(body) ? body.metadata : undefined;
  if (isJsonObject(metadata) && metadata.managedFields !== undefined) {
    throw badRequest('metadata.managedFields must be nil');
  }
  const { object } = readObject(structuredClone(body), {
    apiVersion: groupVersion(resource),
    kind: resource.kind,
  });
  if (object.metadata.name && object.metadata.name !== name) {
    throw badRequest(
      `the name of the object (${object.metadata.name}) does not match the name on the URL (${name})`,
    );
  }
  return object;
}

/** Who wrote before anybody applied: managers are kept from the first apply of an object on. */
function managersOf(
  live: KubeObject,
  resource: ServedResource,
  manager: string,
): FieldManager[] {
  const managers = readManagers(live.metadata.managedFields);
  if (managers.length) {
    return managers;
  }
  const schema = wholeSchema(resource.schema);
  const fields = fieldsOf(trackedPart(resource, undefined).of(live), schema);
  // What kubectl applied from the client, it may go on applying from the server.
  const own =
    manager === 'kubectl'
      ? fieldsOf(readLastApplied(live), schema)
      : new FieldSet();
  return [
    {
      manager: 'before-first-apply',
      operation: 'Update',
      apiVersion: groupVersion(resource),
      time: live.metadata.creationTimestamp,
      fields: fields.filter(path => !own.has(path)),
    },
  ];
}

function readLastApplied({ metadata }: KubeObject): JsonObject {
  try {
    const parsed: unknown = JSON.parse(
      metadata.annotations?.[lastApplied] ?? '{}',
    );
    return isJsonObject(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

/**
 * Applies an object: creates it, or merges it into what is there, field by field, each with its manager.
 *
 * @throws KubeStatusError 409 when another manager owns a field that would change, unless it is forced
 */
export async function applyObject(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string,
  name: string,
  body: unknown,
  request: ApplyRequest,
): Promise<{ object: KubeObject; created: boolean }> {
  const applied = readApplied(resource, name, body, request);
  const { subresource } = request;
  const schema = wholeSchema(resource.schema);
  const manager: Omit<FieldManager, 'fields'> = {
    manager: request.fieldManager ?? '',
    operation: 'Apply',
    apiVersion: groupVersion(resource),
    time: timestamp(ctx.now()),
    ...(subresource ? { subresource } : {}),
  };
  const wanted = trackedPart(resource, subresource).of(applied);
  const key = {
    ...resource.storage,
    namespace: resource.namespaced ? namespace : '',
    name,
  };
  if (!ctx.store.get(key)) {
    if (subresource) {
      throw notFound(resource, name);
    }
    request.checkCreate();
    const made = { ...applied, metadata: { ...applied.metadata, name } };
    try {
      const object = await createObject(ctx, resource, namespace, made, {
        ...request,
        managedFields: stored =>
          writeManagers([
            {
              ...manager,
              fields: fieldsOf(wanted, schema).filter(
                path => valueAt(stored, path) !== undefined,
              ),
            },
          ]),
      });
      return { object, created: true };
    } catch (error) {
      const raced =
        error instanceof KubeStatusError &&
        error.reason === 'AlreadyExists' &&
        ctx.store.get(key);
      if (!raced) {
        throw error;
      }
    }
  }
  let managers: FieldManager[] = [];
  const object = await updateObject(ctx, resource, namespace, name, {
    ...request,
    subresource,
    change: live => {
      const result = applyFields({
        live,
        applied: wanted,
        schema,
        managers: managersOf(live, resource, manager.manager),
        manager,
        force: request.force,
      });
      if (result.conflicts.length) {
        throw applyConflict(result.conflicts);
      }
      managers = result.managers;
      const merged = { ...live, ...result.object };
      const { resourceVersion } = applied.metadata;
      return {
        ...merged,
        metadata: {
          ...merged.metadata,
          ...(resourceVersion ? { resourceVersion } : {}),
        },
      };
    },
    managedFields: stored =>
      writeManagers(
        managers.map(one =>
          isSameManager(one, manager)
            ? {
                ...one,
                fields: one.fields.filter(
                  path => valueAt(stored, path) !== undefined,
                ),
              }
            : one,
        ),
      ),
  });
  return { object, created: false };
}
