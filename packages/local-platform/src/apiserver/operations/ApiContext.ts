import type { KubeObject } from '../../kube';
import type { JsonObject } from '../json';
import type { AdmissionChain } from './AdmissionChain';
import type { ResourceCatalog } from '../resources/ResourceCatalog';
import type { ObjectStore } from '../store/ObjectStore';
import type { WatchHub } from '../store/WatchHub';

/** What every operation works with. */
export interface ApiContext {
  store: ObjectStore;
  hub: WatchHub;
  catalog: ResourceCatalog;
  admission: AdmissionChain;
  now(): Date;
}

/** How one write is to be done, and what it has to say besides its result. */
export interface WriteRequest {
  dryRun: boolean;
  /** Who writes, as admission checks see it. */
  userName: string;
  fieldValidation: 'Strict' | 'Warn' | 'Ignore';
  /** Filled by the operation; sent as `Warning` headers. */
  warnings: string[];
  /** Under which name the writer owns fields. */
  fieldManager?: string;
  /** What `metadata.managedFields` is to be, given the object to store; without it it follows from the change. */
  managedFields?(object: KubeObject): JsonObject[];
  /** Paths of keys that occur twice in the body. */
  duplicateFields?: string[];
}

/** A time as Kubernetes writes it: seconds, UTC. */
export function timestamp(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
