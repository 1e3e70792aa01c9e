import { KubeStatusError } from '../../kube';
import type { ApiContext } from '../operations/ApiContext';
import { deleteObject } from '../operations/deleteObject';
import type { ObjectKey } from '../store/ObjectStore';

/** Deletes, as a controller of the server, what is stored under a key, unless it is gone or not the same any more. */
export async function deleteStored(
  ctx: ApiContext,
  { key, uid }: { key: ObjectKey; uid: string | undefined },
  userName: string,
): Promise<void> {
  const resource = ctx.catalog.byStorage(key);
  if (!resource) {
    // Its CRD is gone: nobody can hold it any more.
    const stored = ctx.store.get(key);
    if (stored) {
      ctx.store.remove(key, stored, stored.metadata.resourceVersion ?? '');
    }
    return;
  }
  try {
    await deleteObject(ctx, resource, key.namespace, key.name, {
      dryRun: false,
      warnings: [],
      userName,
      preconditions: { uid },
    });
  } catch (error) {
    const settled =
      error instanceof KubeStatusError &&
      (error.code === 404 || error.code === 409);
    if (!settled) throw error;
  }
}
