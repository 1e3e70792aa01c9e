import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ApplyRequestResult,
  KratixPromise,
  KubeObject,
  PromiseApi,
  RequestRef,
  stringifyRequestRef,
} from 'backstage-plugin-kratix-common';
import {
  ApiObjectAddress,
  KratixPlatform,
  KratixPlatforms,
  WriteIdentity,
} from 'backstage-plugin-kratix-node';
import { Rights } from '../access/Access';
import { Delivery } from '../delivery/Delivery';
import { Caller } from '../identity/Caller';
import { WriteIdentities } from '../identity/WriteIdentities';
import { findPromise, requireApi, requireSynced } from '../query/findPromise';
import { concernsRequest } from '../wait/concernsRequest';
import { waitFor } from '../wait/waitFor';
import { ApplyBody } from './applyBody';
import { KeyedLock } from './KeyedLock';
import { managedBy } from './managedBy';
import { proposeRequest } from './proposeRequest';
import { findTakenField } from './uniqueFields';

/** Kratix writes the status of a request several times a second while it works on it. */
const ATTEMPTS = 8;
const CACHE_DELAY_MS = 2_000;

/** The platform refused a write because the object is no longer what it was judged on, or gone. */
class WriteConflict extends Error {
  readonly conflict: Error;

  constructor(conflict: Error) {
    super(conflict.message);
    this.conflict = conflict;
  }
}

/** What edits need. */
export interface RequestWriterOptions {
  platforms: KratixPlatforms;
  identities: WriteIdentities;
  /** The delivery of a platform, as somebody. */
  deliveryOf(platform: KratixPlatform, identity: WriteIdentity): Delivery;
}

/** Checks edits of requests and hands them to the delivery of their platform. */
export class RequestWriter {
  private readonly platforms: KratixPlatforms;
  private readonly deliveryOf: RequestWriterOptions['deliveryOf'];
  private readonly identities: WriteIdentities;
  // The check of unique fields and the write that relies on it must not be interleaved.
  private readonly lock = new KeyedLock();

  constructor(options: RequestWriterOptions) {
    this.platforms = options.platforms;
    this.deliveryOf = options.deliveryOf;
    this.identities = options.identities;
  }

  /**
   * Creates or updates a request.
   *
   * @throws InputError, NotAllowedError, NotFoundError, ConflictError, ServiceUnavailableError
   */
  async apply(
    body: ApplyBody,
    rights: Rights<'read' | 'create' | 'update'>,
    caller: Caller,
  ): Promise<ApplyRequestResult> {
    const platform = this.platforms.get(body.platform);
    const promise = findPromise(platform, body.promise);
    const api = requireApi(promise);
    requireSynced(platform, 'request', promise.name);
    const key = `${platform.name}/${promise.name}`;
    const task = async () => {
      for (let attempt = 1; ; attempt++) {
        const { namespace, name } = body.manifest.metadata;
        const ref = {
          platform: platform.name,
          promise: promise.name,
          namespace,
          name,
        };
        const live = platform.manifest(ref);
        try {
          return await this.applyOnce(
            { body, platform, promise, api, ref, live, caller },
            rights,
          );
        } catch (error) {
          const mayTryAgain =
            error instanceof WriteConflict &&
            body.resourceVersion === undefined &&
            attempt < ATTEMPTS &&
            (await hasMoved(platform, ref, live));
          if (!mayTryAgain) {
            throw error instanceof WriteConflict ? error.conflict : error;
          }
        }
      }
    };
    return promise.uniqueFields.length ? this.lock.run(key, task) : task();
  }

  private async applyOnce(
    edit: {
      body: ApplyBody;
      platform: KratixPlatform;
      promise: KratixPromise;
      api: PromiseApi;
      ref: RequestRef;
      live?: KubeObject;
      caller: Caller;
    },
    rights: Rights<'read' | 'create' | 'update'>,
  ): Promise<ApplyRequestResult> {
    const { body, platform, promise, api, ref, caller } = edit;
    const { manifest, ifExists, ifMissing, resourceVersion, dryRun } = body;
    const name = stringifyRequestRef(ref);
    const live = ifExists === 'refuse' ? undefined : edit.live;
    const desired = proposeRequest({
      manifest,
      promise: promise.name,
      api,
      live,
      requestedBy: caller.name,
    });
    const allowed = live
      ? [live, desired].every(object =>
          rights.allows('update', platform.readRequest(object, promise.name)),
        )
      : rights.allows('create', platform.readRequest(desired, promise.name));
    if (!allowed) {
      // One text for both, so that it does not tell whether the request exists.
      throw new NotAllowedError(
        `You may not request ${name}: that needs kratix.request.create, or kratix.request.update where it exists, for what it is and for what it would become`,
      );
    }
    if (edit.live?.metadata.deletionTimestamp) {
      throw new ConflictError(
        `Request ${name} is being deleted; try again when it is gone`,
      );
    }
    if (ifExists === 'refuse' && edit.live) {
      throw new ConflictError(
        `Request ${name} exists already; choose another name, or update it`,
      );
    }
    if (live) {
      refuseManaged(live, name, 'change');
      if (
        resourceVersion &&
        resourceVersion !== live.metadata.resourceVersion
      ) {
        throw new ConflictError(
          `Request ${name} has changed since it was read; read it again and repeat the edit`,
        );
      }
    } else if (resourceVersion || ifMissing === 'refuse') {
      throw new NotFoundError(`There is no request ${name} to update`);
    }
    this.refuseTaken(edit, desired, live, rights);
    const delivery = await this.delivery(platform, caller);
    const result = await delivery
      .apply({ ref, address: addressOf(ref, api), live, desired, dryRun })
      .catch(error => {
        const isConflict =
          error instanceof Error &&
          (error.name === 'ConflictError' ||
            (live && error.name === 'NotFoundError'));
        throw isConflict ? new WriteConflict(error) : error;
      });
    const { uid, generation = 0, ...metadata } = result.object.metadata;
    return {
      operation: result.operation,
      ref,
      uid,
      generation,
      resourceVersion: metadata.resourceVersion,
      warnings: result.warnings,
    };
  }

  /** @throws ConflictError where another request holds a value that only one may hold */
  private refuseTaken(
    edit: { platform: KratixPlatform; promise: KratixPromise; ref: RequestRef },
    desired: KubeObject,
    live: KubeObject | undefined,
    rights: Rights<'read'>,
  ) {
    const { platform, promise, ref } = edit;
    if (!promise.uniqueFields.length) {
      return;
    }
    const others = platform
      .requests(promise.name)
      .filter(
        other =>
          other.ref.namespace !== ref.namespace || other.ref.name !== ref.name,
      )
      .flatMap(other => platform.manifest(other.ref) ?? []);
    const taken = findTakenField(promise.uniqueFields, desired, live, others);
    if (!taken) {
      return;
    }
    const holder = platform.readRequest(taken.holder, promise.name);
    const who = rights.allows('read', holder)
      ? `request ${stringifyRequestRef(holder.ref)}`
      : 'another request';
    throw new ConflictError(
      `${taken.field} ${JSON.stringify(taken.value)} is taken by ${who}${
        holder.deletedAt ? ', which is being deleted' : ''
      }; choose another value`,
    );
  }

  /**
   * Deletes a request; nothing is done where it is being deleted already.
   *
   * @throws NotFoundError also where the caller may not read the request
   */
  async delete(
    ref: RequestRef,
    rights: Rights<'read' | 'delete'>,
    caller: Caller,
    options: { dryRun: boolean },
  ): Promise<void> {
    const platform = this.platforms.get(ref.platform);
    const promise = findPromise(platform, ref.promise);
    const live = platform.manifest(ref);
    const name = stringifyRequestRef(ref);
    const request = live && platform.readRequest(live, promise.name);
    if (!request || !rights.allows('read', request)) {
      requireSynced(platform, 'request', promise.name);
      throw new NotFoundError(`There is no request ${name}`);
    }
    if (!rights.allows('delete', request)) {
      throw new NotAllowedError(
        `You may not delete request ${name}: that needs kratix.request.delete`,
      );
    }
    if (request.deletedAt) {
      return;
    }
    refuseManaged(live, name, 'delete');
    const address = addressOf(ref, requireApi(promise));
    const delivery = await this.delivery(platform, caller);
    await delivery.delete({ ref, address, live, ...options });
  }

  private async delivery(
    platform: KratixPlatform,
    caller: Caller,
  ): Promise<Delivery> {
    const identity = await this.identities.of(platform, caller);
    return this.deliveryOf(platform, identity);
  }
}

/** Whether the cache comes to know another version of the object within a moment. */
async function hasMoved(
  platform: KratixPlatform,
  ref: RequestRef,
  live: KubeObject | undefined,
): Promise<boolean> {
  const moved = await waitFor(platform, {
    look: () =>
      platform.manifest(ref)?.metadata.resourceVersion !==
        live?.metadata.resourceVersion || undefined,
    concerns: change => concernsRequest(change, ref),
    timeoutMs: CACHE_DELAY_MS,
  });
  return moved === true;
}

function addressOf(ref: RequestRef, api: PromiseApi): ApiObjectAddress {
  const { group, version, plural } = api;
  return { group, version, plural, namespace: ref.namespace, name: ref.name };
}

function refuseManaged(
  live: KubeObject,
  name: string,
  verb: 'change' | 'delete',
) {
  const manager = managedBy(live);
  if (manager) {
    throw new ConflictError(
      `Request ${name} is managed by ${manager}; ${verb} it there, or it would come back`,
    );
  }
}
