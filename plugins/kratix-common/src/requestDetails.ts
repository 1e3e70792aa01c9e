import { HealthRecordStatus, HealthState, RequestRef } from './request';
import { RequestState } from './requestState';

/** A request that another one is made of, or that is a part of it. @public */
export interface RelatedRequest {
  ref: RequestRef;
  kind: string;
  state: RequestState;
}

/** A request with its own parts. @public */
export interface ChildRequest extends RelatedRequest {
  children: ChildRequest[];
}

/** GET …/family: compound requests, of what the caller may read. @public */
export interface RequestFamily {
  /** The request that it is a part of, then the one that that is a part of, and so on. */
  parents: RelatedRequest[];
  /** Its parts, with theirs. */
  children: ChildRequest[];
  /** Whether there are more parts than are listed. */
  truncated: boolean;
}

/** What a printer column of a request's kind says about it. @public */
export interface RequestColumn {
  name: string;
  /** As text, cut to 500 characters. */
  value: string;
  description?: string;
  /** The field of its status that it shows, where it shows one. */
  statusField?: string;
}

/** What health checks report about what a request made. @public */
export interface RequestHealth {
  /** The worst of its records; absent where there are none. */
  state?: HealthState;
  records: HealthRecordStatus[];
}

/** Whether the GitOps agent of a Destination has applied what is written there. @public */
export interface AppliedStatus {
  /** Name of the placement. */
  placement: string;
  destination: string;
  /** For example `Kustomization flux-system/worker`. */
  agent: string;
  /**
   * `applied`: the agent is at the commit that the placement was written with, or has moved since;
   * `pending`: it has not come so far; `failed`: it says why in `message`; `unknown`: it is well, but
   * which commit it is at cannot be compared.
   */
  state: 'applied' | 'pending' | 'failed' | 'unknown';
  /** Commit or other revision that the agent has applied. */
  revision?: string;
  message?: string;
  /** When the agent's state last changed, RFC 3339. */
  time?: string;
}

/** A version of its Promise that a request may be brought to. @public */
export interface RequestVersion {
  /** `latest` follows the Promise. */
  version: string;
  /** The version that `latest` stands for, or is. */
  latest: boolean;
}

/** POST …/version. @public */
export interface ChooseVersionBody {
  /** One of the versions that the request's `versions` names. */
  version: string;
}
