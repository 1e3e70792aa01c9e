import {
  ApplyOptions,
  KubeClient,
  KubeObject,
  KubeStatusError,
  ListSelector,
  ResourceType,
  WatchEvent,
  WriteOptions,
} from '../kube';
import type { ApiContext, WriteRequest } from './operations/ApiContext';
import { applyObject } from './operations/applyObject';
import { createObject } from './operations/createObject';
import { deleteObject } from './operations/deleteObject';
import { listObjects } from './operations/listObjects';
import { updateObject } from './operations/updateObject';
import { watchObjects } from './operations/watchObjects';
import { mergePatch } from './patch/mergePatch';

/** As whom the platform's own controllers act. */
const userName =
  'system:serviceaccount:kratix-platform-system:kratix-platform-controller-manager';

function writeRequest({ dryRun = false }: WriteOptions = {}): WriteRequest {
  return { dryRun, userName, fieldValidation: 'Ignore', warnings: [] };
}

/** {@link KubeClient} on the operations themselves: the same machinery as over HTTP, without HTTP. */
export class InProcessClient implements KubeClient {
  readonly #ctx: ApiContext;
  readonly #onError: (error: unknown) => void;

  constructor(ctx: ApiContext, onError: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#onError = onError;
  }

  async get(
    type: ResourceType,
    name: string,
    namespace?: string,
  ): Promise<KubeObject | undefined> {
    const resource = this.#ctx.catalog.require(type);
    const stored = this.#ctx.store.get({
      ...resource.storage,
      namespace: resource.namespaced ? namespace ?? '' : '',
      name,
    });
    return stored && resource.fromStored(stored);
  }

  async list(
    type: ResourceType,
    selector: ListSelector = {},
  ): Promise<KubeObject[]> {
    const resource = this.#ctx.catalog.require(type);
    return listObjects(this.#ctx, resource, selector).items;
  }

  async create(
    type: ResourceType,
    object: KubeObject,
    options?: WriteOptions,
  ): Promise<KubeObject> {
    return createObject(
      this.#ctx,
      this.#ctx.catalog.require(type),
      object.metadata.namespace ?? '',
      object,
      writeRequest(options),
    );
  }

  async update(
    type: ResourceType,
    object: KubeObject,
    options?: WriteOptions,
  ): Promise<KubeObject> {
    return this.#update(type, object, undefined, options);
  }

  async updateStatus(
    type: ResourceType,
    object: KubeObject,
  ): Promise<KubeObject> {
    return this.#update(type, object, 'status');
  }

  async mergePatch(
    type: ResourceType,
    name: string,
    namespace: string | undefined,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<KubeObject> {
    return updateObject(
      this.#ctx,
      this.#ctx.catalog.require(type),
      namespace ?? '',
      name,
      {
        ...writeRequest(),
        subresource,
        change: current => mergePatch(current, patch),
      },
    );
  }

  async apply(
    type: ResourceType,
    object: KubeObject,
    { fieldManager, userName: as = userName, ...options }: ApplyOptions,
  ): Promise<KubeObject> {
    const applied = await applyObject(
      this.#ctx,
      this.#ctx.catalog.require(type),
      object.metadata.namespace ?? '',
      object.metadata.name,
      object,
      {
        ...writeRequest(options),
        userName: as,
        fieldManager,
        force: true,
        checkCreate() {},
      },
    );
    return applied.object;
  }

  async delete(
    type: ResourceType,
    name: string,
    namespace?: string,
  ): Promise<void> {
    try {
      await deleteObject(
        this.#ctx,
        this.#ctx.catalog.require(type),
        namespace ?? '',
        name,
        { dryRun: false, warnings: [], userName },
      );
    } catch (error) {
      if (error instanceof KubeStatusError && error.code === 404) return;
      throw error;
    }
  }

  watch(
    type: ResourceType,
    selector: ListSelector,
    listener: (event: WatchEvent) => void,
  ): () => void {
    const pending: WatchEvent[] = [];
    let stopped = false;
    const deliver = () => {
      while (!stopped) {
        const event = pending.shift();
        if (!event) return;
        try {
          listener(event);
        } catch (error) {
          this.#onError(error);
        }
      }
    };
    const stop = watchObjects(
      this.#ctx,
      this.#ctx.catalog.require(type),
      selector,
      event => {
        // In a call of its own: what a listener does must not happen inside the call that made the watch.
        if (pending.push(event) === 1) queueMicrotask(deliver);
      },
    );
    return () => {
      stopped = true;
      stop();
    };
  }

  onResourceTypesChanged(listener: () => void): () => void {
    return this.#ctx.catalog.onChange(listener);
  }

  #update(
    type: ResourceType,
    object: KubeObject,
    subresource?: 'status',
    options?: WriteOptions,
  ): Promise<KubeObject> {
    return updateObject(
      this.#ctx,
      this.#ctx.catalog.require(type),
      object.metadata.namespace ?? '',
      object.metadata.name,
      { ...writeRequest(options), subresource, change: () => object },
    );
  }
}
