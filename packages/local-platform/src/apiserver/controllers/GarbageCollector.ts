import type { KubeObject, OwnerReference } from '../../kube';
import type { ApiContext } from '../operations/ApiContext';
import { changeStored, dropFinalizer } from '../operations/changeStored';
import {
  foregroundDeletion,
  orphanDependents,
} from '../operations/deleteObject';
import type { ObjectKey, StoredEvent } from '../store/ObjectStore';
import { deleteStored } from './deleteStored';
import { WorkQueue } from './WorkQueue';

const userName = 'system:serviceaccount:kube-system:generic-garbage-collector';

interface Stored {
  key: ObjectKey;
  object: KubeObject;
}

/**
 * Deletes what has lost all its owners, and lets owners go that wait for it (`foregroundDeletion`) or that leave
 * their dependents behind (`orphan`). https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 */
export class GarbageCollector {
  readonly #ctx: ApiContext;
  readonly #queue: WorkQueue;
  readonly #stop: () => void;

  constructor(ctx: ApiContext, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#queue = new WorkQueue(uid => this.#reconcile(uid), onError);
    this.#stop = ctx.hub.subscribe('all', event => this.#onEvent(event));
    for (const { object } of [
      ...ctx.store.orphaned(),
      ...ctx.store.deleting(),
    ]) {
      this.#queue.add(object.metadata.uid ?? '');
    }
  }

  async close(): Promise<void> {
    this.#stop();
    await this.#queue.close();
  }

  #onEvent({ type, object }: StoredEvent): void {
    const { uid = '', ownerReferences = [], finalizers = [] } = object.metadata;
    if (type === 'DELETED') {
      for (const { object: dependent } of this.#ctx.store.dependents(uid)) {
        this.#queue.add(dependent.metadata.uid ?? '');
      }
      for (const owner of ownerReferences) this.#queue.add(owner.uid);
      return;
    }
    if (
      ownerReferences.length ||
      finalizers.includes(foregroundDeletion) ||
      finalizers.includes(orphanDependents)
    ) {
      this.#queue.add(uid);
    }
  }

  async #reconcile(uid: string): Promise<void> {
    const found = this.#ctx.store.getByUid(uid);
    if (!found) return;
    const { deletionTimestamp, finalizers = [] } = found.object.metadata;
    if (!deletionTimestamp) {
      await this.#checkOwners(found);
    } else if (finalizers.includes(orphanDependents)) {
      this.#orphan(found);
    } else if (finalizers.includes(foregroundDeletion)) {
      await this.#deleteDependents(found);
    }
  }

  #exists(owner: OwnerReference, key: ObjectKey): boolean {
    const found = this.#ctx.store.getByUid(owner.uid);
    // An owner in another namespace counts as absent.
    return (
      found !== undefined &&
      (found.key.namespace === '' || found.key.namespace === key.namespace)
    );
  }

  async #checkOwners({ key, object }: Stored): Promise<void> {
    const owners = object.metadata.ownerReferences ?? [];
    const present = owners.filter(owner => this.#exists(owner, key));
    if (present.length === owners.length) return;
    if (present.length === 0) {
      await deleteStored(
        this.#ctx,
        { key, uid: object.metadata.uid },
        userName,
      );
      return;
    }
    changeStored(this.#ctx, key, ({ metadata }) => {
      metadata.ownerReferences = present;
    });
  }

  #orphan({ key, object }: Stored): void {
    const { uid = '' } = object.metadata;
    for (const dependent of this.#ctx.store.dependents(uid)) {
      changeStored(this.#ctx, dependent.key, ({ metadata }) => {
        const left = metadata.ownerReferences?.filter(one => one.uid !== uid);
        if (left?.length) metadata.ownerReferences = left;
        else delete metadata.ownerReferences;
      });
    }
    dropFinalizer(this.#ctx, key, orphanDependents);
  }

  async #deleteDependents({ key, object }: Stored): Promise<void> {
    const { uid = '' } = object.metadata;
    const dependents = this.#ctx.store.dependents(uid);
    for (const dependent of dependents) {
      if (!dependent.object.metadata.deletionTimestamp) {
        await deleteStored(
          this.#ctx,
          { key: dependent.key, uid: dependent.object.metadata.uid },
          userName,
        );
      }
    }
    const blocked = this.#ctx.store
      .dependents(uid)
      .some(dependent =>
        dependent.object.metadata.ownerReferences?.some(
          owner => owner.uid === uid && owner.blockOwnerDeletion,
        ),
      );
    if (!blocked) dropFinalizer(this.#ctx, key, foregroundDeletion);
  }
}
