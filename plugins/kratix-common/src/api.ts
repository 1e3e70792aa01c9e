import { Diagnosis } from './diagnosis';
import { KubeEvent } from './event';
import { KratixDestination, KratixStateStore } from './placement';
import { PlacementFile } from './placementFile';
import { KratixPod } from './pod';
import { KubeObject } from './kube';
import { MissingRule } from './missingRule';
import {
  KratixPromise,
  PrinterColumn,
  PromisePipeline,
  PromiseState,
  PromiseWorkflow,
} from './promise';
import {
  BoundRequest,
  PromiseDestination,
  PromiseReleaseSummary,
  PromiseRequirement,
  PromiseRevisionSummary,
  RequestBinding,
} from './promiseDetails';
import { PipelineStatus, RequestRef } from './request';
import {
  AppliedStatus,
  RelatedRequest,
  RequestColumn,
  RequestHealth,
  RequestVersion,
} from './requestDetails';
import { RequestState, RequestStateName } from './requestState';

/** A page of a list. @public */
export interface Page<T> {
  items: T[];
  /** Of all pages, of what the caller may read. */
  totalItems: number;
  /** Pass `nextCursor` as `cursor` for the next page; absent on the last one. */
  pageInfo: { nextCursor?: string };
}

/** How the cache of one kind is doing. @public */
export interface KindStatus {
  apiVersion: string;
  kind: string;
  plural: string;
  /** `syncing` until the first complete list; `failed` while list or watch does not succeed. */
  state: 'syncing' | 'synced' | 'failed';
  /** Objects in the cache; the last known ones while failed. */
  objects: number;
  error?: {
    reason:
      | 'unauthenticated'
      | 'forbidden'
      | 'missing'
      | 'unavailable'
      | 'malformed';
    /** What it is, why, and what to do. */
    message: string;
    /** For `forbidden`: what has to be granted. */
    missingRule?: MissingRule;
  };
}

/**
 * What of Kratix a cluster offers; older ones lack some of it. `pipelineStatus`: requests say how each
 * Pipeline is doing. `revisions`: versions of Promises are kept, and requests are bound to one.
 * `healthRecords`: agents report the health of what a request brought. `dryRuns`: a preview of what a
 * request would write.
 *
 * @public
 */
export type KratixFeature =
  | 'pipelineStatus'
  | 'revisions'
  | 'healthRecords'
  | 'dryRuns';

/** As whom a platform is written to. @public */
export type WriteIdentityType = 'serviceAccount' | 'impersonate' | 'oidc';

/** GET /platforms: items. @public */
export interface PlatformSummary {
  name: string;
  title: string;
  /** Whether the last call to its API server got an answer. */
  reachable: boolean;
  /** Whether every kind that there is and that may be read has been listed completely. */
  synced: boolean;
  /** When its API server was last heard of (an answer, an event or a bookmark), RFC 3339. */
  lastContact?: string;
  /** Why it cannot be reached or used, and what to do. */
  error?: string;
  /** What works, but should not stay as it is, such as an unchecked certificate. */
  warnings?: string[];
  /** Absent until the cluster has told, or where it does not tell. */
  features?: Record<KratixFeature, boolean>;
  /**
   * As whom writes are done. For `oidc`, `provider` is the one whose token goes along with a write, as
   * in Backstage's Kubernetes plugin (`oidc.<provider>`).
   */
  identity?: { type: WriteIdentityType; provider?: string };
  kinds: KindStatus[];
}

/** GET /promises: items. @public */
export interface PromiseSummary {
  platform: string;
  name: string;
  title: string;
  description?: string;
  version?: string;
  state: PromiseState;
  /** Absent for a Promise from which nothing can be requested. */
  api?: { group: string; version: string; kind: string; plural: string };
  /** Entity reference of the Template that requests it, where the Promise names one. */
  template?: string;
  /** Entity reference of the Template that changes a request of it, where the Promise names one. */
  updateTemplate?: string;
  /** Of the requests that the caller may read. */
  requestCounts: Partial<Record<RequestStateName, number>>;
  /** Names of the Pipelines that a request of it runs. */
  pipelines?: string[];
  /**
   * When it or one of its requests, of those that the caller may read, last changed as far as Kratix
   * says, RFC 3339.
   */
  lastActivity?: string;
  createdAt?: string;
}

/** GET /promises/:platform/:name. @public */
export interface PromiseDetails extends PromiseSummary {
  /** `openAPIV3Schema` of the storage version, as the author wrote it. */
  schema?: Record<string, unknown>;
  printerColumns: PrinterColumn[];
  versions: { name: string; served: boolean; storage: boolean }[];
  resourcePipelines: PromisePipeline[];
  /** What runs for a request, and for the Promise itself. */
  workflows?: { resource: PromiseWorkflow; promise: PromiseWorkflow };
  destinationSelectors: Record<string, string>[];
  /** Every Destination of the platform, and whether it matches. */
  destinations?: PromiseDestination[];
  uniqueFields: string[];
  requiredPromises: PromiseRequirement[];
  /** Promises that need this one. */
  requiredBy?: PromiseRequirement[];
  /** Absent where the cluster's Kratix keeps no versions, or they may not be read. */
  revisions?: PromiseRevisionSummary[];
  /** Of requests that the caller may read; at most 500. */
  bindings?: BoundRequest[];
  /** Absent where they may not be read. */
  releases?: PromiseReleaseSummary[];
  /**
   * How many requests there are, also of those that the caller may not read: they go with the Promise
   * when that is deleted.
   */
  requestTotal?: number;
  conditions: KratixPromise['conditions'];
  /** Without managedFields, last-applied-configuration and the contents of Secrets. */
  manifest?: KubeObject;
}

/** Operations and edits that a caller may do to a request. @public */
export type RequestAction =
  | 'update'
  | 'delete'
  | 'reconcile'
  | 'readLogs'
  | 'chooseVersion';

/** GET /requests: items. @public */
export interface RequestSummary {
  ref: RequestRef;
  apiVersion: string;
  kind: string;
  uid?: string;
  state: RequestState;
  /** Entity reference of the group that owns it. */
  owner?: string;
  /** `status.message` as the Pipelines wrote it. */
  message?: string;
  /** RFC 3339. */
  createdAt?: string;
  /** When it last changed as far as it says so itself, RFC 3339; older backends do not tell. */
  changedAt?: string;
  generation: number;
}

/** GET /requests. @public */
export interface RequestPage extends Page<RequestSummary> {
  /** Requests by state over all pages, before the filter by state. */
  counts: Partial<Record<RequestStateName, number>>;
}

/** Where a group of files of a request is. @public */
export interface PlacementSummary {
  name: string;
  namespace: string;
  pipeline?: string;
  destination: string;
  written: boolean;
  /** When it came to be written, or to fail, RFC 3339: not when its contents last changed. */
  since?: string;
  /** Why the write fails. */
  error?: string;
  /** The commit, for Git. */
  versionId?: string;
  /** Kratix' id of the group of files: MD5, in hex, of the directory that a Pipeline put them in. */
  workloadGroupId?: string;
  /** Relative to the Pipeline's output directory. */
  files: string[];
}

/** GET /requests/:platform/:promise/:namespace/:name. @public */
export interface RequestDetails extends RequestSummary {
  /** Without managedFields and last-applied-configuration. */
  manifest: KubeObject;
  resourceVersion?: string;
  pipelines: PipelineStatus[];
  placements: PlacementSummary[];
  /** What the caller may do. */
  allowedActions: RequestAction[];
  /** Who else manages the object, so that it is not edited here: a GitOps agent or a parent request. */
  managedBy?: string;
  /** The request that it is a part of; absent where the caller may not read that. */
  parent?: RelatedRequest;
  /** Absent where the cluster's Kratix keeps no versions, or Backstage may not read them. */
  binding?: RequestBinding;
  /** What `…/version` takes; the latest first. Absent as `binding` is. */
  versions?: RequestVersion[];
  health?: RequestHealth;
  /** The printer columns of its kind that have a value. */
  columns?: RequestColumn[];
  /** Absent where no GitOps agent is known that looks after one of its Destinations. */
  applied?: AppliedStatus[];
}

/**
 * How far a request has come: `accepted` by the API server, `reconciled` by Kratix in this
 * generation, `written` to all its Destinations.
 *
 * @public
 */
export type RequestMilestone = 'accepted' | 'reconciled' | 'written';

/** POST /requests. @public */
export interface ApplyRequestBody {
  platform: string;
  promise: string;
  /**
   * The request's manifest. `apiVersion` and `kind` may be left out: the Promise gives them. Nothing
   * but metadata (name, namespace, labels, annotations) and spec is taken.
   */
  manifest: {
    apiVersion?: string;
    kind?: string;
    metadata: {
      name: string;
      /** Default: `default`. */
      namespace?: string;
      labels?: Record<string, string>;
      annotations?: Record<string, string>;
    };
    spec?: Record<string, unknown>;
  };
  /** What to do when the request exists. Default: `update`. */
  ifExists?: 'update' | 'refuse';
  /** What to do when the request does not exist. Default: `create`. */
  ifMissing?: 'create' | 'refuse';
  /** Refuse the update unless the object still has this resourceVersion. */
  resourceVersion?: string;
  /** Check only; nothing is stored. Default: false. */
  dryRun?: boolean;
}

/** Answer to POST /requests. @public */
export interface ApplyRequestResult {
  operation: 'created' | 'updated' | 'unchanged';
  ref: RequestRef;
  uid?: string;
  generation: number;
  resourceVersion?: string;
  /** Warnings of the API server. */
  warnings: string[];
}

/** GET /requests/:platform/:promise/:namespace/:name/wait. @public */
export interface WaitForRequestResult {
  /** Whether the request has come to the milestone. */
  reached: boolean;
  /** Whether it stands in a state from which it will not go on by itself. */
  halted: boolean;
  /** Opaque: what the answer tells about; pass it on to hear of the next change. */
  seen?: string;
  /** Absent when it is gone. */
  request?: RequestDetails;
}

/** GET /promises/:platform/:name/unique?field&value. @public */
export interface UniqueCheckResult {
  taken: boolean;
  /** Who holds the value; absent where the caller may not read that request. */
  takenBy?: RequestRef;
}

/** GET …/runs: the Pods of the request's Pipelines, the youngest first. @public */
export interface RunList {
  items: KratixPod[];
}

/** GET …/events: the latest first. @public */
export interface EventList {
  items: KubeEvent[];
}

/** GET …/files. @public */
export interface FileList {
  items: {
    /** Name of the placement. */
    placement: string;
    pipeline?: string;
    destination: string;
    versionId?: string;
    files: ComparedFile[];
    /** The commit before the last write, which `change` and `before` tell about. */
    comparedWith?: string;
    /** Why it is not said what the last write changed. */
    notCompared?: string;
  }[];
}

/** A file, and what the last write did to it. @public */
export interface ComparedFile extends PlacementFile {
  /** Absent where it is not known. A `removed` file has neither content nor size. */
  change?: 'added' | 'changed' | 'removed' | 'unchanged';
  /** The file as it was before; absent where it was not there, or is the same. */
  before?: Omit<PlacementFile, 'path'>;
}

/** GET …/diagnosis: why the request is not ready, the cause first. @public */
export interface DiagnosisList {
  items: (Diagnosis & {
    /** In English. */
    summary: string;
    /** In English. */
    nextStep: string;
  })[];
  /** What could not be looked at, and why: what the items do not say may still be so. */
  notChecked: string[];
}

/** Something that is done to a request at once, and never delivered as a manifest. @public */
export type RequestOperation = 'reconcile' | 'pause' | 'resume';

/** GET /destinations: items. @public */
export interface DestinationSummary {
  platform: string;
  name: string;
  labels: Record<string, string>;
  path: string;
  filepathMode: KratixDestination['filepathMode'];
  strictMatchLabels: boolean;
  stateStore?: { kind: string; name: string };
  /** Absent while Kratix has not said. */
  ready?: boolean;
  /** Why it is not ready. */
  message?: string;
  placements: { total: number; written: number; failing: number };
  /** Writes that fail; at most 50. */
  failures?: PlacementFailure[];
  /** When a placement there last came to be written, RFC 3339. */
  lastWrite?: string;
}

/** A write that fails. @public */
export interface PlacementFailure {
  placement: string;
  promise?: string;
  /** Absent where the caller may not read the request, or it is the Promise's own. */
  request?: RequestRef;
  message: string;
  /** RFC 3339. */
  since?: string;
}

/** GET /state-stores: items. @public */
export interface StateStoreSummary {
  platform: string;
  kind: KratixStateStore['kind'];
  name: string;
  path: string;
  git?: { url: string; branch: string };
  bucket?: { endpoint: string; bucketName: string };
  /** Absent while Kratix has not said. */
  ready?: boolean;
  /** Why it is not ready. */
  message?: string;
  /** Names of the Destinations that it serves. */
  destinations: string[];
  /** When a placement there last came to be written, RFC 3339. */
  lastWrite?: string;
}
