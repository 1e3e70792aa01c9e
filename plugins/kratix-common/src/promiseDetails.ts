import { RequestRef } from './request';

/** A version of a Promise that is kept, so that requests can stay with it or go to it. @public */
export interface PromiseRevisionSummary {
  /** `not-set` for a Promise without a version. */
  version: string;
  /** What new requests get, and those that follow the latest. */
  latest: boolean;
  /** Requests that run it, of those that the caller may read. */
  requests: number;
}

/** Which version of its Promise a request is to run, and which it runs (Kratix: ResourceBinding). @public */
export interface RequestBinding {
  /** A version, or `latest`: it follows the Promise. */
  desired: string;
  /** The version that it was last brought to with success. */
  applied?: string;
  /** The version to which it could not be brought. */
  failedVersion?: string;
  /** How the last change of version went; absent where there was none. */
  state?: 'inProgress' | 'complete' | 'failed';
  /** What Kratix says about it. */
  message?: string;
}

/** The binding of one request. @public */
export interface BoundRequest extends RequestBinding {
  ref: RequestRef;
}

/** Where a Promise was installed from (Kratix: PromiseRelease). @public */
export interface PromiseReleaseSummary {
  name: string;
  version?: string;
  /** Without credentials. */
  url?: string;
  /** Absent while Kratix has not said. */
  installed?: boolean;
  /** Why it is not installed. */
  message?: string;
}

/** What a Destination is to a Promise. @public */
export interface PromiseDestination {
  name: string;
  /** Whether what the Promise brings is scheduled there: by its selectors alone, without its Pipelines'. */
  matches: boolean;
  /** Labels that it would have to have, as `key=value`. */
  missing: string[];
  /** It takes only what asks for its labels by name. */
  strict: boolean;
  /** Absent while Kratix has not said. */
  ready?: boolean;
}

/** Another Promise that a Promise needs, or that needs it. @public */
export interface PromiseRequirement {
  name: string;
  /** The version that is needed; any where absent. */
  version?: string;
  /** As Kratix words it: `Requirement installed` when it is there. */
  state?: string;
}
