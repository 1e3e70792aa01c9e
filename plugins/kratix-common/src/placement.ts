import { z } from 'zod';
import {
  findCondition,
  KubeCondition,
  KubeObject,
  lenientArray,
  optionalString,
  readConditions,
} from './kube';
import { KratixLabels } from './labels';

/**
 * What one Pipeline (or the static dependencies of a Promise) put out, without its contents.
 *
 * @public
 */
export interface KratixWork {
  name: string;
  namespace: string;
  promise?: string;
  /** Name of the request; absent for what belongs to the Promise itself. */
  request?: string;
  /** Namespace of the request where Pipelines run elsewhere. */
  requestNamespace?: string;
  pipeline?: string;
  generation: number;
  deletedAt?: string;
  conditions: KubeCondition[];
  /** The groups of files and where each may go. */
  workloadGroups: {
    id: string;
    directory: string;
    destinationSelectors: {
      matchLabels: Record<string, string>;
      source?: string;
    }[];
    /** Paths relative to the Pipeline's output directory. */
    files: string[];
  }[];
}

const workSpecSchema = z
  .object({
    promiseName: optionalString,
    resourceName: optionalString,
    workloadGroups: lenientArray(
      z.object({
        id: z.string(),
        directory: z.string().catch('.'),
        destinationSelectors: lenientArray(
          z.object({
            matchLabels: z.record(z.string()),
            source: optionalString,
          }),
        ),
        workloads: lenientArray(z.object({ filepath: z.string() })),
      }),
    ),
  })
  .catch({ workloadGroups: [] });

function readStatusConditions(object: KubeObject): KubeCondition[] {
  const status = z
    .object({ conditions: z.unknown() })
    .catch({})
    .parse(object.status);
  return readConditions(status.conditions);
}

/** @public */
export function readWork(object: KubeObject): KratixWork {
  const spec = workSpecSchema.parse(object.spec);
  const labels = object.metadata.labels ?? {};
  return {
    name: object.metadata.name,
    namespace: object.metadata.namespace ?? 'default',
    promise: labels[KratixLabels.promiseName] ?? spec.promiseName,
    request:
      labels[KratixLabels.resourceName] || spec.resourceName || undefined,
    requestNamespace: labels[KratixLabels.resourceNamespace],
    pipeline: labels[KratixLabels.pipelineName] || undefined,
    generation: object.metadata.generation ?? 0,
    deletedAt: object.metadata.deletionTimestamp,
    conditions: readStatusConditions(object),
    workloadGroups: spec.workloadGroups.map(group => ({
      id: group.id,
      directory: group.directory,
      destinationSelectors: group.destinationSelectors,
      files: group.workloads.map(workload => workload.filepath),
    })),
  };
}

/**
 * One group of files on its way to one Destination (Kratix: WorkPlacement), without its contents.
 *
 * @public
 */
export interface KratixPlacement {
  name: string;
  namespace: string;
  uid?: string;
  resourceVersion?: string;
  /** Name of the Work it belongs to. */
  work?: string;
  promise?: string;
  request?: string;
  pipeline?: string;
  destination: string;
  /** The group of files of the Work that it carries. */
  workloadGroupId?: string;
  /** Generation of the Work that these contents come from. */
  workGeneration?: number;
  /**
   * For Git: the last commit that changed something for this placement. For buckets it says nothing.
   */
  versionId?: string;
  deletedAt?: string;
  conditions: KubeCondition[];
  /** Paths relative to the Pipeline's output directory. */
  files: string[];
}

const placementSpecSchema = z
  .object({
    targetDestinationName: z.string().catch(''),
    promiseName: optionalString,
    resourceName: optionalString,
    id: optionalString,
    generation: z.number().optional().catch(undefined),
    workloads: lenientArray(z.object({ filepath: z.string() })),
  })
  .catch({ targetDestinationName: '', workloads: [] });

/** @public */
export function readPlacement(object: KubeObject): KratixPlacement {
  const spec = placementSpecSchema.parse(object.spec);
  const status = z
    .object({ versionID: optionalString })
    .catch({})
    .parse(object.status);
  const labels = object.metadata.labels ?? {};
  return {
    name: object.metadata.name,
    namespace: object.metadata.namespace ?? 'default',
    uid: object.metadata.uid,
    resourceVersion: object.metadata.resourceVersion,
    work: labels[KratixLabels.work],
    promise: spec.promiseName,
    request: spec.resourceName || undefined,
    pipeline: labels[KratixLabels.pipelineName] || undefined,
    destination: spec.targetDestinationName,
    workloadGroupId: spec.id,
    workGeneration: spec.generation,
    versionId: status.versionID || undefined,
    deletedAt: object.metadata.deletionTimestamp,
    conditions: readStatusConditions(object),
    files: spec.workloads.map(workload => workload.filepath),
  };
}

/** Whether the files of a placement are in its state store. @public */
export function isPlacementWritten(placement: KratixPlacement): boolean {
  return (
    findCondition(placement.conditions, 'WriteSucceeded')?.status === 'True'
  );
}

/** A Destination. @public */
export interface KratixDestination {
  name: string;
  labels: Record<string, string>;
  /** Relative to the path of its state store. */
  path: string;
  stateStore?: { kind: string; name: string };
  strictMatchLabels: boolean;
  filepathMode: 'nestedByMetadata' | 'aggregatedYAML' | 'none';
  deletedAt?: string;
  conditions: KubeCondition[];
}

const destinationSpecSchema = z
  .object({
    path: z.string().catch(''),
    stateStoreRef: z
      .object({ kind: z.string(), name: z.string() })
      .optional()
      .catch(undefined),
    strictMatchLabels: z.boolean().catch(false),
    filepath: z
      .object({ mode: z.enum(['nestedByMetadata', 'aggregatedYAML', 'none']) })
      .catch({ mode: 'nestedByMetadata' }),
  })
  .catch({
    path: '',
    strictMatchLabels: false,
    filepath: { mode: 'nestedByMetadata' },
  });

/** @public */
export function readDestination(object: KubeObject): KratixDestination {
  const spec = destinationSpecSchema.parse(object.spec);
  return {
    name: object.metadata.name,
    labels: object.metadata.labels ?? {},
    path: spec.path,
    stateStore: spec.stateStoreRef,
    strictMatchLabels: spec.strictMatchLabels,
    filepathMode: spec.filepath.mode,
    deletedAt: object.metadata.deletionTimestamp,
    conditions: readStatusConditions(object),
  };
}

/** A state store of either kind. Its Secret is neither read nor named. @public */
export interface KratixStateStore {
  kind: 'GitStateStore' | 'BucketStateStore';
  name: string;
  /** Path within the repository or bucket that all its Destinations lie under. */
  path: string;
  git?: { url: string; branch: string };
  /** `endpoint` is a host, with a port where needed; `insecure`: it speaks plain http. */
  bucket?: { endpoint: string; bucketName: string; insecure?: true };
  deletedAt?: string;
  conditions: KubeCondition[];
}

const storeSpecSchema = z
  .object({
    path: z.string().catch(''),
    url: z.string().catch(''),
    branch: z.string().catch('main'),
    endpoint: z.string().catch(''),
    bucketName: z.string().catch(''),
    insecure: z.boolean().catch(false),
  })
  .catch({
    path: '',
    url: '',
    branch: 'main',
    endpoint: '',
    bucketName: '',
    insecure: false,
  });

/** @public */
export function readStateStore(object: KubeObject): KratixStateStore {
  const spec = storeSpecSchema.parse(object.spec);
  const isGit = object.kind === 'GitStateStore';
  return {
    kind: isGit ? 'GitStateStore' : 'BucketStateStore',
    name: object.metadata.name,
    path: spec.path,
    ...(isGit
      ? { git: { url: spec.url, branch: spec.branch } }
      : {
          bucket: {
            endpoint: spec.endpoint,
            bucketName: spec.bucketName,
            ...(spec.insecure && { insecure: true as const }),
          },
        }),
    deletedAt: object.metadata.deletionTimestamp,
    conditions: readStatusConditions(object),
  };
}
