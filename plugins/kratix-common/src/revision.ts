import { z } from 'zod';
import {
  findCondition,
  KubeObject,
  optionalString,
  readConditions,
} from './kube';
import { KratixLabels } from './labels';
import { RequestBinding } from './promiseDetails';

/** A version of a Promise that is kept (Kratix: PromiseRevision). @public */
export interface KratixRevision {
  promise: string;
  /** `not-set` for a Promise without a version. */
  version: string;
  latest: boolean;
}

/** Reads a PromiseRevision; undefined where it does not say of which Promise or version. @public */
export function readRevision(object: KubeObject): KratixRevision | undefined {
  const parsed = z
    .object({
      spec: z.object({
        promiseRef: z.object({ name: z.string() }),
        version: z.string(),
      }),
      status: z
        .object({ latest: z.boolean().catch(false) })
        .catch({ latest: false }),
    })
    .safeParse(object);
  if (!parsed.success) {
    return undefined;
  }
  const { spec, status } = parsed.data;
  return {
    promise: spec.promiseRef.name,
    version: spec.version,
    latest:
      status.latest ||
      object.metadata.labels?.['kratix.io/latest-revision'] === 'true',
  };
}

/** Which version of its Promise a request is to run (Kratix: ResourceBinding). @public */
export interface KratixBinding extends RequestBinding {
  name: string;
  uid?: string;
  namespace: string;
  promise: string;
  request: string;
}

/** In Kratix's words (`UpgradeSucceeded`) and in ours. */
const UPGRADE_STATES = {
  True: 'complete',
  False: 'failed',
  Unknown: 'inProgress',
} as const;

/**
 * Reads a ResourceBinding. Its labels name the request by a hash where the name is too long for a
 * label, so its spec counts.
 *
 * @returns undefined where it does not say to what it binds which request
 * @public
 */
export function readBinding(object: KubeObject): KratixBinding | undefined {
  const parsed = z
    .object({
      spec: z.object({
        version: z.string(),
        promiseRef: z.object({ name: z.string() }),
        resourceRef: z.object({ name: z.string(), namespace: optionalString }),
      }),
      status: z
        .object({
          lastAppliedVersion: optionalString,
          failedVersion: optionalString,
          conditions: z.unknown(),
        })
        .catch({}),
    })
    .safeParse({ status: {}, ...object });
  if (!parsed.success) {
    return undefined;
  }
  const { spec, status } = parsed.data;
  const upgrade = findCondition(
    readConditions(status.conditions),
    'UpgradeSucceeded',
  );
  const namespace = object.metadata.namespace ?? 'default';
  return {
    name: object.metadata.name,
    uid: object.metadata.uid,
    namespace: spec.resourceRef.namespace || namespace,
    promise: spec.promiseRef.name,
    request: spec.resourceRef.name,
    desired: spec.version,
    applied: status.lastAppliedVersion || undefined,
    failedVersion: status.failedVersion || undefined,
    state: upgrade && UPGRADE_STATES[upgrade.status],
    message: upgrade?.message,
  };
}

/** Where a Promise was installed from (Kratix: PromiseRelease). @public */
export interface KratixRelease {
  name: string;
  version?: string;
  url?: string;
  /** Absent while Kratix has not said. */
  installed?: boolean;
  message?: string;
}

/** Reads a PromiseRelease. The Secret that it may name is left out. @public */
export function readRelease(object: KubeObject): KratixRelease {
  const { spec, status } = z
    .object({
      spec: z
        .object({
          version: optionalString,
          sourceRef: z.object({ url: optionalString }).catch({}),
        })
        .catch({ sourceRef: {} }),
      status: z.object({ conditions: z.unknown() }).catch({}),
    })
    .parse({ spec: {}, status: {}, ...object });
  const installed = findCondition(
    readConditions(status.conditions),
    'Installed',
  );
  return {
    name: object.metadata.name,
    version: spec.version,
    url: spec.sourceRef.url,
    installed: installed && installed.status === 'True',
    message: installed?.status === 'True' ? undefined : installed?.message,
  };
}

/** Whether the label of a Promise says that it was installed by that PromiseRelease. @public */
export function isReleaseOf(
  release: KratixRelease,
  promise: { labels: Record<string, string> },
): boolean {
  return promise.labels[KratixLabels.promiseReleaseName] === release.name;
}
