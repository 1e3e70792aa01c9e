import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import {
  GitOpsAgent,
  GitOpsRepository,
  KratixBinding,
  KratixDestination,
  KratixPlacement,
  KratixPod,
  KratixPromise,
  KratixRelease,
  KratixRequest,
  KratixRevision,
  KratixStateStore,
  KratixWork,
  KubeEvent,
  KubeObject,
  OwnerRules,
  PlacementFile,
  PlatformSummary,
  RequestRef,
  RequestState,
} from 'backstage-plugin-kratix-common';
import { IdentitySettings } from './IdentitySettings';
import { ConfiguredKratixPlatforms } from './platforms/ConfiguredKratixPlatforms';
import type { StoreAccess } from './platforms/storeAccess';
import { WriteIdentity } from './WriteIdentity';

/**
 * The configured platforms, in the order of the configuration. One per process: the cluster is listed
 * once and watched, whatever number of plugins asks.
 *
 * @public
 */
export interface KratixPlatforms {
  all(): KratixPlatform[];
  /** @throws NotFoundError that names the configured platforms. */
  get(name: string): KratixPlatform;
}

/**
 * One Kratix installation. Everything that reads comes from memory; nothing here calls the cluster
 * except what {@link KratixPlatform.api} says.
 *
 * @public
 */
export interface KratixPlatform {
  readonly name: string;
  readonly title: string;
  /** Reachability, and how each kind's cache is doing. */
  status(): PlatformSummary;
  /**
   * Stands for all that is known of the platform: the same in every process that knows the same
   * versions of the same objects. Opaque; it tells nothing about them.
   */
  revision(): string;
  /** Calls to its API server since the process started, as they were answered. */
  calls(): PlatformCalls[];

  promises(): KratixPromise[];
  promise(name: string): KratixPromise | undefined;
  /** The object behind a Promise as the cluster has it, without managedFields and last-applied. */
  promiseManifest(name: string): KubeObject | undefined;
  /** Requests of one Promise, or of all. Ephemeral requests of dry runs are left out. */
  requests(promise?: string): KratixRequest[];
  request(ref: Omit<RequestRef, 'platform'>): KratixRequest | undefined;
  /** Reads an object of a Promise's API as a request of this platform, its owner by the rules. */
  readRequest(object: KubeObject, promise: string): KratixRequest;
  /** Who owns a request or a Promise, where several things could tell. */
  readonly owners: OwnerRules;
  /** Requests that the labels of a request say are its parts. */
  partsOf(ref: Omit<RequestRef, 'platform'>): KratixRequest[];
  /** The object behind a request as the cluster has it, without managedFields and last-applied. */
  manifest(ref: Omit<RequestRef, 'platform'>): KubeObject | undefined;
  /** The one state, derived once for each change and kept. */
  requestState(request: KratixRequest): RequestState;
  worksOf(request: KratixRequest): KratixWork[];
  placementsOf(request: KratixRequest): KratixPlacement[];
  /** Placements on one Destination, or all. */
  placements(destination?: string): KratixPlacement[];
  destinations(): KratixDestination[];
  stateStores(): KratixStateStore[];

  /** Versions of Promises, where the cluster's Kratix keeps any. */
  readonly versions: PlatformVersions;
  /** GitOps agents of the cluster, where it has any. */
  readonly gitOps: PlatformGitOps;

  /** Whether a kind has been listed completely since the process started. */
  isSynced(kind: PlatformKind, promise?: string): boolean;
  /**
   * Whether Promises, or the requests of one Promise, have been listed completely and their watch does not
   * fail. What is known of others may be long out of date, while another process knows better: nothing must
   * be concluded from it.
   */
  isCurrent(promise?: string): boolean;
  /**
   * Calls the listener after each change of the cache, in order.
   * @returns a function that ends the subscription
   */
  subscribe(listener: (change: PlatformChange) => void): () => void;
  /**
   * Calls the listener with each request whose state may be another now: it has come, changed or gone,
   * or something has that its state depends on. What it is now, the cache tells.
   * @returns a function that ends the subscription
   */
  subscribeStates(listener: (ref: RequestRef) => void): () => void;
  /**
   * Calls the listener when {@link KratixPlatform.status} tells something else than the age of the data:
   * the platform is reached or lost, a kind is listed or begins to fail.
   * @returns a function that ends the subscription
   */
  subscribeStatus(listener: () => void): () => void;
  /**
   * Calls the listener with each Pod of a Pipeline that is at work or has failed, as it is there, comes
   * and changes. Never, where Backstage may not watch the Pods of all namespaces.
   * @returns a function that ends the subscription
   */
  subscribePods(listener: (pod: KratixPod) => void): () => void;

  /** How Git state stores are read for what the last write changed, by their names. */
  readonly storeAccess: Record<string, StoreAccess>;
  /** As whom a person's writes are to be done; see {@link KratixPlatform.apiAs}. */
  readonly identity: IdentitySettings;
  /** Calls to the cluster as the service account. What a person asks for goes through `apiAs`. */
  readonly api: PlatformApi;
  /** Calls to the cluster as somebody. */
  apiAs(identity: WriteIdentity): PlatformApi;
  /** Calls to the cluster, for what is not kept in memory. */
  readonly reads: PlatformReads;
}

/** How many calls of a method were answered with an HTTP status; a watch is one call. @public */
export interface PlatformCalls {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  status: number;
  count: number;
}

/**
 * Versions of Promises, from memory.
 *
 * @public
 */
export interface PlatformVersions {
  /** Undefined where there are none, or they are not known. */
  revisions(promise: string): KratixRevision[] | undefined;
  bindingOf(ref: Omit<RequestRef, 'platform'>): KratixBinding | undefined;
  /** PromiseReleases; undefined where they are not known. */
  releases(): KratixRelease[] | undefined;
}

/**
 * What applies the contents of state stores, as far as the platform's own cluster tells: Flux
 * (Kustomizations of GitRepositories) and Argo CD (Applications). From memory.
 *
 * @public
 */
export interface PlatformGitOps {
  agents(): GitOpsAgent[];
  /** Flux' GitRepositories by their keys. */
  repositories(): Map<string, GitOpsRepository>;
}

/**
 * What is fetched only when a person asks for it. Each rejects with an error of `@backstage/errors`
 * as {@link PlatformApi} does; a ServiceUnavailableError that names the RBAC rule to add where the
 * platform's own credentials may not read it.
 *
 * @public
 */
export interface PlatformReads {
  /** Pods of the request's Pipelines, the youngest first; at most 100. */
  podsOf(request: KratixRequest): Promise<KratixPod[]>;
  /** Pods of Kratix itself; none where Kratix runs under another label than it is shipped with. */
  controllerPods(): Promise<KratixPod[]>;
  /** Events about the Pods of Kratix itself, the latest first; at most 100. */
  controllerEvents(): Promise<KubeEvent[]>;
  /** Events about the request itself, the latest first; at most 100. */
  eventsOf(request: KratixRequest): Promise<KubeEvent[]>;
  /** The log of a Step, as bytes; end the iteration early to end the call. */
  log(
    pod: { namespace: string; name: string },
    step: string,
    options?: LogOptions,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** The files of a placement, as Kratix puts them into the state store. */
  filesOf(placement: KratixPlacement): Promise<PlacementFile[]>;
}

/** @public */
export interface LogOptions {
  /** Lines from the end. Default: all, within `limitBytes`. */
  tailLines?: number;
  /** Most bytes that are sent. Default: 10 MiB. */
  limitBytes?: number;
  /** Go on for as long as the Step runs. Default: false. */
  follow?: boolean;
  /** The run before the present one. Default: false. */
  previous?: boolean;
  signal?: AbortSignal;
}

/** @public */
export type PlatformKind =
  | 'promise'
  | 'request'
  | 'work'
  | 'placement'
  | 'destination'
  | 'stateStore'
  | 'revision'
  | 'binding'
  | 'release'
  | 'agent'
  | 'repository';

/**
 * A change of the cache. After a relist, objects that vanished meanwhile are reported as deleted.
 * `synced` says that a kind has been listed completely.
 *
 * @public
 */
export type PlatformChange =
  | { kind: 'promise'; type: ChangeType; object: KratixPromise }
  | { kind: 'request'; type: ChangeType; object: KratixRequest }
  | { kind: 'work'; type: ChangeType; object: KratixWork }
  | { kind: 'placement'; type: ChangeType; object: KratixPlacement }
  | { kind: 'destination'; type: ChangeType; object: KratixDestination }
  | { kind: 'stateStore'; type: ChangeType; object: KratixStateStore }
  | { kind: 'revision'; type: ChangeType; object: KratixRevision }
  | { kind: 'binding'; type: ChangeType; object: KratixBinding }
  | { kind: 'release'; type: ChangeType; object: KratixRelease }
  | { kind: 'agent'; type: ChangeType; object: GitOpsAgent }
  | { kind: 'repository'; type: ChangeType; object: GitOpsRepository }
  | { kind: PlatformKind; type: 'synced'; promise?: string };

/** @public */
export type ChangeType = 'added' | 'modified' | 'deleted';

/** Addresses an object of a Promise's API. @public */
export interface ApiObjectAddress {
  group: string;
  version: string;
  plural: string;
  namespace: string;
  name: string;
}

/** Answer of the API server to a write. @public */
export interface WriteResult {
  object: KubeObject;
  /** From the `Warning` response headers. */
  warnings: string[];
}

/**
 * Writes to the cluster. Each sends `fieldValidation=Strict`, so that unknown fields are refused and
 * not dropped. Each rejects with an error of `@backstage/errors`: InputError (400, 422; the message
 * names the fields), AuthenticationError (401, of a person's own token), NotAllowedError (403),
 * NotFoundError, ConflictError (409), ServiceUnavailableError (network, 5xx, 429, and 401 of the
 * credentials of Backstage). What is refused to somebody says to whom, and what to do.
 *
 * A successful write is in the cache before the promise resolves, so that a read that follows sees it.
 *
 * @public
 */
export interface PlatformApi {
  create(
    address: ApiObjectAddress,
    object: KubeObject,
    options?: { dryRun?: boolean },
  ): Promise<WriteResult>;
  /** JSON merge patch; put `metadata.resourceVersion` in it to refuse when the object has changed. */
  mergePatch(
    address: ApiObjectAddress,
    patch: Record<string, unknown>,
    options?: { dryRun?: boolean },
  ): Promise<WriteResult>;
  delete(
    address: ApiObjectAddress,
    options?: { dryRun?: boolean; uid?: string; resourceVersion?: string },
  ): Promise<void>;
}

/**
 * The platforms of this process, those of the configuration key `kratix.platforms` by default.
 * Root-scoped, so that several plugins share one cache. No platform needs to be reachable for
 * Backstage to start.
 *
 * @public
 */
export const kratixPlatformsServiceRef = createServiceRef<KratixPlatforms>({
  id: 'kratix.platforms',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.rootLogger,
        lifecycle: coreServices.rootLifecycle,
      },
      factory({ config, logger, lifecycle }) {
        const platforms = ConfiguredKratixPlatforms.fromConfig(config, {
          logger: logger.child({ service: 'kratix.platforms' }),
        });
        lifecycle.addShutdownHook(() => platforms.close());
        return platforms;
      },
    }),
});
