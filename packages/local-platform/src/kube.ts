/** A Kubernetes object of any kind, as it travels as JSON. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [key: string]: unknown;
}

/** The parts of `metadata` that the local platform reads or writes. */
export interface ObjectMeta {
  name: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  finalizers?: string[];
  ownerReferences?: OwnerReference[];
  /** Who owns which fields; kept from the first server-side apply of the object on. */
  managedFields?: Record<string, unknown>[];
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/owners-dependents/ */
export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

/** Addresses a kind of object: what the API server calls a resource. */
export interface ResourceType {
  /** Empty for the core group. */
  group: string;
  version: string;
  /** The plural, as in the URL. */
  resource: string;
}

/** One change of one object. */
export interface WatchEvent<T extends KubeObject = KubeObject> {
  type: 'ADDED' | 'MODIFIED' | 'DELETED';
  object: T;
}

/** Which objects of a kind a list or a watch covers. */
export interface ListSelector {
  /** All namespaces when left out. */
  namespace?: string;
  /** Kubernetes label selector, for example `a=b,c in (d,e)`. */
  labelSelector?: string;
  /** Kubernetes field selector, for example `metadata.name=a`. */
  fieldSelector?: string;
}

/** How a write is to be done. */
export interface WriteOptions {
  /** Everything but storing: admission, validation and the answer are those of the real write. */
  dryRun?: boolean;
}

/** How a server-side apply is to be done. */
export interface ApplyOptions extends WriteOptions {
  /** Under which name the applied fields are owned. */
  fieldManager: string;
  /** As whom, as admission checks see it. Default: Kratix' own service account. */
  userName?: string;
}

/**
 * In-process client of the local platform's API server. It goes through the same admission,
 * validation, defaulting, versioning and watch machinery as an HTTP request; the controllers and
 * the pipeline runtime know the API server only through this.
 *
 * Every write rejects with a {@link KubeStatusError} where Kubernetes would answer with a Status
 * (404 NotFound, 409 Conflict or AlreadyExists, 422 Invalid, 403 Forbidden by admission).
 */
export interface KubeClient {
  get(
    type: ResourceType,
    name: string,
    namespace?: string,
  ): Promise<KubeObject | undefined>;
  list(type: ResourceType, selector?: ListSelector): Promise<KubeObject[]>;
  create(
    type: ResourceType,
    object: KubeObject,
    options?: WriteOptions,
  ): Promise<KubeObject>;
  /** Replaces everything but status. Checks `metadata.resourceVersion` when the object carries one. */
  update(
    type: ResourceType,
    object: KubeObject,
    options?: WriteOptions,
  ): Promise<KubeObject>;
  /** Replaces status only. Checks `metadata.resourceVersion` when the object carries one. */
  updateStatus(type: ResourceType, object: KubeObject): Promise<KubeObject>;
  /** JSON merge patch (RFC 7386) of the main resource or of its status. */
  mergePatch(
    type: ResourceType,
    name: string,
    namespace: string | undefined,
    patch: Record<string, unknown>,
    subresource?: 'status',
  ): Promise<KubeObject>;
  /**
   * Server-side apply of an object's fields, status excepted: creates it, or merges it into what is there. Fields of
   * other managers are taken over.
   */
  apply(
    type: ResourceType,
    object: KubeObject,
    options: ApplyOptions,
  ): Promise<KubeObject>;
  /** Background deletion: sets deletionTimestamp while finalizers remain. Missing is not an error. */
  delete(type: ResourceType, name: string, namespace?: string): Promise<void>;
  /**
   * Calls `listener` with ADDED for each object that exists, then with each change in order, until the
   * returned function is called. Events of one watch are delivered one after another, after the write
   * that caused them has been stored.
   */
  watch(
    type: ResourceType,
    selector: ListSelector,
    listener: (event: WatchEvent) => void,
  ): () => void;
  /** Calls `listener` whenever the set of served resource types changes (a CRD came, changed or went). */
  onResourceTypesChanged(listener: () => void): () => void;
}

/** An answer of the API server that is not a success: a Kubernetes `Status`. */
export class KubeStatusError extends Error {
  constructor(
    readonly code: number,
    readonly reason: string,
    message: string,
    readonly details?: Record<string, unknown>,
  ) {
    super(message);
    this.name = 'KubeStatusError';
  }
}

/** What an admission check sees before an object is stored. */
export interface AdmissionRequest {
  operation: 'CREATE' | 'UPDATE' | 'DELETE';
  type: ResourceType;
  object: KubeObject;
  oldObject?: KubeObject;
  dryRun: boolean;
  /**
   * Who asks: a user of the HTTP API (`kubernetes-admin`), or a service account of the platform itself
   * (`system:serviceaccount:<namespace>:<name>`): the in-process client, the garbage collector.
   */
  userName?: string;
}

/**
 * Validates and may change an object before it is stored, as a webhook would. Throw a
 * {@link KubeStatusError} to refuse. Returned strings are sent as `Warning` headers.
 */
export type AdmissionCheck = (
  request: AdmissionRequest,
) => Promise<{ object?: KubeObject; warnings?: string[] } | void>;
