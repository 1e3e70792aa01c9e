import { z } from 'zod';
import {
  KubeCondition,
  KubeObject,
  lenientArray,
  optionalString,
  readConditions,
} from './kube';
import { ownerOf, OwnerRules } from './owner';

/**
 * Addresses a request.
 *
 * @public
 */
export interface RequestRef {
  /** Configured name of the platform. */
  platform: string;
  /** Name of the Promise. */
  promise: string;
  namespace: string;
  name: string;
}

/** `platform/promise/namespace/name`, for messages and keys. @public */
export function stringifyRequestRef(ref: RequestRef): string {
  // A joined string takes less memory than an added one, and there are many.
  return [ref.platform, ref.promise, ref.namespace, ref.name].join('/');
}

/** How far a Pipeline has come. @public */
export type PipelinePhase =
  | 'Pending'
  | 'Running'
  | 'Succeeded'
  | 'Failed'
  | 'Suspended';

/** An entry of `status.kratix.workflows.pipelines`. @public */
export interface PipelineStatus {
  name: string;
  phase: PipelinePhase;
  message?: string;
  /** RFC 3339. */
  nextRetryAt?: string;
  attempts?: number;
  /** RFC 3339. */
  lastTransitionTime?: string;
}

/** Health as Kratix aggregates it from HealthRecords. @public */
export type HealthState =
  | 'unknown'
  | 'ready'
  | 'unhealthy'
  | 'healthy'
  | 'degraded';

/** An entry of `status.healthStatus.healthRecords`. @public */
export interface HealthRecordStatus {
  state: HealthState;
  /** Name of the HealthRecord. */
  source?: string;
  /** What it says, as JSON, cut to 300 characters. */
  details?: string;
}

/**
 * A request as the plugins use it, read from the cluster's object.
 *
 * @public
 */
export interface KratixRequest {
  ref: RequestRef;
  apiVersion: string;
  kind: string;
  uid?: string;
  resourceVersion?: string;
  generation: number;
  createdAt?: string;
  deletedAt?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  finalizers: string[];
  /** Entity reference of its owner, by the rules of its platform; full and in lower case. */
  owner?: string;
  spec: Record<string, unknown>;
  /** The whole status as the cluster has it. */
  status: Record<string, unknown>;
  message?: string;
  observedGeneration?: number;
  conditions: KubeCondition[];
  pipelines: PipelineStatus[];
  health?: HealthState;
  /** What single health checks report. */
  healthRecords: HealthRecordStatus[];
}

const healthState = z.enum([
  'unknown',
  'ready',
  'unhealthy',
  'healthy',
  'degraded',
]);

const statusSchema = z
  .object({
    message: optionalString,
    observedGeneration: z.number().optional().catch(undefined),
    conditions: z.unknown(),
    kratix: z
      .object({
        workflows: z
          .object({
            pipelines: lenientArray(
              z.object({
                name: z.string(),
                phase: z.enum([
                  'Pending',
                  'Running',
                  'Succeeded',
                  'Failed',
                  'Suspended',
                ]),
                message: optionalString,
                nextRetryAt: optionalString,
                attempts: z.number().optional().catch(undefined),
                lastTransitionTime: optionalString,
              }),
            ),
          })
          .optional()
          .catch(undefined),
      })
      .optional()
      .catch(undefined),
    healthStatus: z
      .object({
        state: healthState.optional().catch(undefined),
        healthRecords: lenientArray(
          z.object({
            state: healthState,
            source: z
              .object({ name: optionalString })
              .optional()
              .catch(undefined),
            details: z.unknown(),
          }),
        ),
      })
      .optional()
      .catch(undefined),
  })
  .catch({});

const anyMap = z.record(z.unknown()).catch({});

/**
 * Reads a request. Parts of an unexpected shape are left out.
 *
 * @param object - as the cluster has it
 * @param address - the platform and the Promise that it belongs to
 * @param owners - the platform's rules for who owns it; the annotation alone counts without them
 * @public
 */
export function readRequest(
  object: KubeObject,
  address: { platform: string; promise: string },
  owners?: OwnerRules,
): KratixRequest {
  const status = statusSchema.parse(object.status);
  const annotations = object.metadata.annotations ?? {};
  const labels = object.metadata.labels ?? {};
  const { platform, promise } = address;
  const namespace = object.metadata.namespace ?? 'default';
  const spec = anyMap.parse(object.spec);
  return {
    ref: { platform, promise, namespace, name: object.metadata.name },
    apiVersion: object.apiVersion,
    kind: object.kind,
    uid: object.metadata.uid,
    resourceVersion: object.metadata.resourceVersion,
    generation: object.metadata.generation ?? 0,
    createdAt: object.metadata.creationTimestamp,
    deletedAt: object.metadata.deletionTimestamp,
    labels,
    annotations,
    finalizers: object.metadata.finalizers ?? [],
    owner: ownerOf(
      { annotations, labels, request: { promise, namespace, spec } },
      owners,
    ),
    spec,
    status: anyMap.parse(object.status),
    message: status.message,
    observedGeneration: status.observedGeneration,
    conditions: readConditions(status.conditions),
    pipelines: status.kratix?.workflows?.pipelines ?? [],
    health: status.healthStatus?.state,
    healthRecords: (status.healthStatus?.healthRecords ?? []).map(
      ({ state, source, details }) => ({
        state,
        source: source?.name,
        details:
          details === undefined
            ? undefined
            : JSON.stringify(details).slice(0, 300),
      }),
    ),
  };
}
