import type { KubeObject } from '../../kube';
import { objectAt } from '../json';
import type { ServedResource } from '../resources/ServedResource';
import { conflict, forbiddenObject, notFound } from '../statusErrors';
import type { ObjectKey } from '../store/ObjectStore';
import { ApiContext, timestamp } from './ApiContext';
import { isReleased } from './updateObject';

/** What becomes of the objects that the deleted one owns. */
export type PropagationPolicy = 'Background' | 'Foreground' | 'Orphan';

/** How one object is to be deleted. */
export interface DeleteRequest {
  dryRun: boolean;
  warnings: string[];
  /** Who deletes, as admission checks see it. */
  userName: string;
  propagationPolicy?: PropagationPolicy;
  preconditions?: { uid?: string; resourceVersion?: string };
}

/** Finalizers that hold an owner until the garbage collector has dealt with what it owns. */
export const foregroundDeletion = 'foregroundDeletion';
export const orphanDependents = 'orphan';

const protectedNamespaces = new Set(['default', 'kube-system']);
const attempts = 5;

function checkPreconditions(
  resource: ServedResource,
  object: KubeObject,
  { uid, resourceVersion }: NonNullable<DeleteRequest['preconditions']>,
): void {
  const { metadata } = object;
  if (uid && uid !== metadata.uid) {
    throw conflict(
      resource,
      metadata.name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${metadata.uid}`,
    );
  }
  if (resourceVersion && resourceVersion !== metadata.resourceVersion) {
    throw conflict(
      resource,
      metadata.name,
      `Precondition failed: ResourceVersion in precondition: ${resourceVersion}, ResourceVersion in object meta: ${metadata.resourceVersion}`,
    );
  }
}

function finalizersFor(
  object: KubeObject,
  policy: PropagationPolicy | undefined,
): string[] {
  const others = (object.metadata.finalizers ?? []).filter(
    one =>
      policy === undefined ||
      (one !== foregroundDeletion && one !== orphanDependents),
  );
  if (policy === 'Foreground') {
    return [...new Set([...others, foregroundDeletion])];
  }
  if (policy === 'Orphan') return [...new Set([...others, orphanDependents])];
  return others;
}

/** The object as it is while its deletion is held up. */
function markDeleting(
  object: KubeObject,
  finalizers: string[],
  now: Date,
): KubeObject {
  const marked = structuredClone(object);
  const { metadata } = marked;
  if (!metadata.deletionTimestamp) {
    metadata.deletionTimestamp = timestamp(now);
    metadata.deletionGracePeriodSeconds = 0;
    if (metadata.generation) metadata.generation += 1;
  }
  if (finalizers.length) metadata.finalizers = finalizers;
  else delete metadata.finalizers;
  if (marked.kind === 'Namespace' && marked.apiVersion === 'v1') {
    marked.status = { ...objectAt(marked, 'status'), phase: 'Terminating' };
  }
  return marked;
}

/**
 * Deletes one object: at once, or, while finalizers hold it, by marking it. `gone` says which it was.
 */
export async function deleteObject(
  ctx: ApiContext,
  resource: ServedResource,
  namespace: string,
  name: string,
  request: DeleteRequest,
): Promise<{ object: KubeObject; gone: boolean }> {
  const key: ObjectKey = {
    ...resource.storage,
    namespace: resource.namespaced ? namespace : '',
    name,
  };
  for (let tried = 0; tried < attempts; tried++) {
    const stored = ctx.store.get(key);
    if (!stored) throw notFound(resource, name);
    if (
      resource.resource === 'namespaces' &&
      resource.group === '' &&
      protectedNamespaces.has(name)
    ) {
      throw forbiddenObject(
        resource,
        name,
        'this namespace may not be deleted',
      );
    }
    checkPreconditions(resource, stored, request.preconditions ?? {});
    const object = resource.fromStored(structuredClone(stored));
    const { group, version, resource: plural } = resource;
    await ctx.admission.run(
      {
        operation: 'DELETE',
        type: { group, version, resource: plural },
        object,
        oldObject: structuredClone(object),
        dryRun: request.dryRun,
        userName: request.userName,
      },
      request.warnings,
    );
    const marked = markDeleting(
      stored,
      finalizersFor(stored, request.propagationPolicy),
      ctx.now(),
    );
    const gone = isReleased(marked);
    if (request.dryRun) return { object: resource.fromStored(marked), gone };
    const expected = stored.metadata.resourceVersion ?? '';
    if (!gone && isUnchanged(stored, marked)) {
      return { object: resource.fromStored(stored), gone };
    }
    const done = gone
      ? ctx.store.remove(key, stored, expected)
      : ctx.store.put(key, marked, expected);
    if (done) return { object: resource.fromStored(done), gone };
    // Another write came between: look again, unless the caller insists on a version.
  }
  throw conflict(resource, name);
}

function isUnchanged(a: KubeObject, b: KubeObject): boolean {
  return (
    a.metadata.deletionTimestamp !== undefined &&
    (a.metadata.finalizers ?? []).join() ===
      (b.metadata.finalizers ?? []).join()
  );
}
