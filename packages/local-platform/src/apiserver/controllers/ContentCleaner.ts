import type { ApiContext } from '../operations/ApiContext';
import { changeStored, dropFinalizer } from '../operations/changeStored';
import { crds, customResourceCleanup } from '../resources/builtin/crds';
import { namespaces } from '../resources/builtin/namespaces';
import { objectAt } from '../json';
import type { ObjectKey, StorageKey, StoredEvent } from '../store/ObjectStore';
import { deleteStored } from './deleteStored';
import { WorkQueue } from './WorkQueue';

function isOf(key: StorageKey, storage: StorageKey): boolean {
  return key.group === storage.group && key.resource === storage.resource;
}

function keyOf(storage: StorageKey, name: string): ObjectKey {
  return { ...storage, namespace: '', name };
}

/**
 * Empties what is being deleted with its content: namespaces, and CRDs (whose content is the objects of their
 * kind). The container goes when the last of its content is gone.
 */
export class ContentCleaner {
  readonly #ctx: ApiContext;
  readonly #namespaces: WorkQueue;
  readonly #crds: WorkQueue;
  readonly #stop: () => void;

  constructor(ctx: ApiContext, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#namespaces = new WorkQueue(
      name => this.#emptyNamespace(name),
      onError,
    );
    this.#crds = new WorkQueue(name => this.#emptyCrd(name), onError);
    this.#stop = ctx.hub.subscribe('all', event => this.#onEvent(event));
    for (const { key } of ctx.store.deleting()) this.#enqueue(key);
  }

  async close(): Promise<void> {
    this.#stop();
    await Promise.all([this.#namespaces.close(), this.#crds.close()]);
  }

  #enqueue(key: ObjectKey): void {
    if (isOf(key, namespaces.storage)) this.#namespaces.add(key.name);
    if (isOf(key, crds.storage)) this.#crds.add(key.name);
  }

  #onEvent({ type, key, object }: StoredEvent): void {
    if (type !== 'DELETED') {
      if (object.metadata.deletionTimestamp) this.#enqueue(key);
      return;
    }
    if (key.namespace && this.#isDeleting(namespaces.storage, key.namespace)) {
      this.#namespaces.add(key.namespace);
    }
    const crd = `${key.resource}.${key.group}`;
    if (key.group && this.#isDeleting(crds.storage, crd)) this.#crds.add(crd);
  }

  #isDeleting(storage: StorageKey, name: string): boolean {
    const found = this.#ctx.store.get(keyOf(storage, name));
    return found?.metadata.deletionTimestamp !== undefined;
  }

  async #emptyNamespace(name: string): Promise<void> {
    if (!this.#isDeleting(namespaces.storage, name)) return;
    for (const { key, object } of this.#ctx.store.namespaceContent(name)) {
      if (object.metadata.deletionTimestamp) continue;
      await deleteStored(
        this.#ctx,
        { key, uid: object.metadata.uid },
        'system:serviceaccount:kube-system:namespace-controller',
      );
    }
    if (this.#ctx.store.namespaceContent(name).length === 0) {
      changeStored(this.#ctx, keyOf(namespaces.storage, name), namespace => {
        objectAt(namespace, 'spec').finalizers = [];
      });
    }
  }

  async #emptyCrd(name: string): Promise<void> {
    if (!this.#isDeleting(crds.storage, name)) return;
    const dot = name.indexOf('.');
    const content = {
      resource: name.slice(0, dot),
      group: name.slice(dot + 1),
    };
    for (const object of [...this.#ctx.store.iterate(content)]) {
      if (object.metadata.deletionTimestamp) continue;
      const key = {
        ...content,
        namespace: object.metadata.namespace ?? '',
        name: object.metadata.name,
      };
      await deleteStored(
        this.#ctx,
        { key, uid: object.metadata.uid },
        'system:apiserver',
      );
    }
    const [left] = this.#ctx.store.iterate(content);
    if (!left) {
      dropFinalizer(
        this.#ctx,
        keyOf(crds.storage, name),
        customResourceCleanup,
      );
    }
  }
}
