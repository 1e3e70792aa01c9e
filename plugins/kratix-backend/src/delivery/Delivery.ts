import { KubeObject, RequestRef } from 'backstage-plugin-kratix-common';
import { ApiObjectAddress } from 'backstage-plugin-kratix-node';

/** A change of a request's manifest that has been checked and permitted. */
export interface RequestChange {
  ref: RequestRef;
  address: ApiObjectAddress;
  /** The object as it was when the change was judged; absent for a new one. */
  live?: KubeObject;
  desired: KubeObject;
  /** Only check whether the platform would take it. */
  dryRun: boolean;
}

/** A deletion that has been checked and permitted. */
export interface RequestDeletion {
  ref: RequestRef;
  address: ApiObjectAddress;
  live: KubeObject;
  dryRun: boolean;
}

/** What became of a change. */
export interface DeliveryResult {
  operation: 'created' | 'updated' | 'unchanged';
  /** The object as it is now. */
  object: KubeObject;
  warnings: string[];
}

/** How an edit of a request's manifest reaches the platform. */
export interface Delivery {
  /** @throws ConflictError where the object is no longer what the change was judged on */
  apply(change: RequestChange): Promise<DeliveryResult>;
  delete(deletion: RequestDeletion): Promise<void>;
}
