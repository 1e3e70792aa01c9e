import type { KubeObject } from '../../kube';
import type { ObjectKey } from '../store/ObjectStore';
import type { ApiContext } from './ApiContext';
import { isReleased } from './updateObject';

/**
 * Changes a stored object on behalf of the server itself, past admission and validation; removes it when nothing
 * holds it any more. Does nothing when it is gone.
 */
export function changeStored(
  ctx: ApiContext,
  key: ObjectKey,
  change: (object: KubeObject) => void,
): void {
  const stored = ctx.store.get(key);
  if (!stored) return;
  const next = structuredClone(stored);
  change(next);
  const version = stored.metadata.resourceVersion ?? '';
  if (isReleased(next)) ctx.store.remove(key, next, version);
  else ctx.store.put(key, next, version);
}

/** Takes a finalizer away from a stored object. */
export function dropFinalizer(
  ctx: ApiContext,
  key: ObjectKey,
  finalizer: string,
): void {
  changeStored(ctx, key, ({ metadata }) => {
    const left = metadata.finalizers?.filter(one => one !== finalizer) ?? [];
    if (left.length) metadata.finalizers = left;
    else delete metadata.finalizers;
  });
}
