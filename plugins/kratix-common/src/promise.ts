import { z } from 'zod';
import { KratixAnnotations } from './annotations';
import {
  findCondition,
  KubeCondition,
  KubeObject,
  lenientArray,
  optionalString,
  readConditions,
} from './kube';
import { KratixLabels } from './labels';

/** JSON Schema as CRDs carry it; not interpreted here. @public */
export type OpenApiSchema = Record<string, unknown>;

/** A column that `kubectl get` prints for a kind. @public */
export interface PrinterColumn {
  name: string;
  type: string;
  jsonPath: string;
  description?: string;
  /** Columns above 0 are shown by `kubectl get -o wide` only. */
  priority?: number;
}

/** One version of a Promise's API. @public */
export interface PromiseApiVersion {
  name: string;
  served: boolean;
  storage: boolean;
  /** The whole `openAPIV3Schema` as the author wrote it. */
  schema?: OpenApiSchema;
  printerColumns: PrinterColumn[];
}

/** The API that a Promise offers. @public */
export interface PromiseApi {
  group: string;
  /** The storage version, which Kratix itself uses. */
  version: string;
  kind: string;
  plural: string;
  singular?: string;
  versions: PromiseApiVersion[];
}

/** A Pipeline of a workflow, with its Steps in order. @public */
export interface PromisePipeline {
  name: string;
  steps: { name: string; image: string }[];
}

/** The Pipelines of a Promise for one kind of object. @public */
export interface PromiseWorkflow {
  configure: PromisePipeline[];
  delete: PromisePipeline[];
}

/**
 * A Promise as the plugins use it, read from the cluster's object.
 *
 * @public
 */
export interface KratixPromise {
  name: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  createdAt?: string;
  deletedAt?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** From the label `kratix.io/promise-version`; absent where the author gave none. */
  version?: string;
  title: string;
  description?: string;
  /** Absent for a Promise that only brings dependencies: nothing can be requested from it. */
  api?: PromiseApi;
  /** The CustomResourceDefinition of the API as its author wrote it; present where `api` is. */
  crd?: Record<string, unknown>;
  resourceWorkflow: PromiseWorkflow;
  promiseWorkflow: PromiseWorkflow;
  /** Where all Pipelines run, if not in the request's own namespace. */
  pipelineNamespace?: string;
  destinationSelectors: Record<string, string>[];
  requiredPromises: { name: string; version?: string }[];
  /** How each required Promise stands, as Kratix words it: `Requirement installed` when it is there. */
  requirements: { name: string; version?: string; state?: string }[];
  /** Field paths whose value only one request may hold; see `kratix.backstage.io/unique-fields`. */
  uniqueFields: string[];
  /** `status.status` as Kratix reports it. */
  availability?: 'Available' | 'Unavailable';
  message?: string;
  lastAvailableTime?: string;
  conditions: KubeCondition[];
}

const columnSchema = z.object({
  name: z.string(),
  type: z.string(),
  jsonPath: z.string(),
  description: optionalString,
  priority: z.number().optional().catch(undefined),
});

const versionSchema = z.object({
  name: z.string().min(1),
  served: z.boolean().catch(true),
  storage: z.boolean().catch(false),
  schema: z
    .object({ openAPIV3Schema: z.record(z.unknown()) })
    .optional()
    .catch(undefined),
  additionalPrinterColumns: lenientArray(columnSchema),
});

const crdSchema = z.object({
  spec: z.object({
    group: z.string().min(1),
    names: z.object({
      kind: z.string().min(1),
      plural: z.string().min(1),
      singular: optionalString,
    }),
    versions: lenientArray(versionSchema),
  }),
});

const pipelineSchema = z.object({
  metadata: z.object({ name: z.string() }),
  spec: z
    .object({
      containers: lenientArray(
        z.object({ name: z.string(), image: z.string().catch('') }),
      ),
    })
    .catch({ containers: [] }),
});

const workflowSchema = z
  .object({
    configure: lenientArray(pipelineSchema),
    delete: lenientArray(pipelineSchema),
  })
  .catch({ configure: [], delete: [] });

const specSchema = z
  .object({
    api: z.unknown(),
    workflows: z
      .object({
        config: z
          .object({ pipelineNamespace: optionalString })
          .optional()
          .catch(undefined),
        resource: workflowSchema,
        promise: workflowSchema,
      })
      .catch({
        resource: { configure: [], delete: [] },
        promise: { configure: [], delete: [] },
      }),
    destinationSelectors: lenientArray(
      z.object({ matchLabels: z.record(z.string()) }),
    ),
    requiredPromises: lenientArray(
      z.object({ name: z.string(), version: optionalString }),
    ),
  })
  .catch({
    api: undefined,
    workflows: {
      resource: { configure: [], delete: [] },
      promise: { configure: [], delete: [] },
    },
    destinationSelectors: [],
    requiredPromises: [],
  });

const statusSchema = z
  .object({
    status: z.enum(['Available', 'Unavailable']).optional().catch(undefined),
    message: optionalString,
    lastAvailableTime: optionalString,
    conditions: z.unknown(),
    requiredPromises: lenientArray(
      z.object({
        name: z.string(),
        version: optionalString,
        state: optionalString,
      }),
    ),
  })
  .catch({ requiredPromises: [] });

function readApi(value: unknown): PromiseApi | undefined {
  const parsed = crdSchema.safeParse(value);
  if (!parsed.success) {
    return undefined;
  }
  const { group, names, versions } = parsed.data.spec;
  const storage = versions.find(version => version.storage) ?? versions[0];
  if (!storage) {
    return undefined;
  }
  return {
    group,
    version: storage.name,
    kind: names.kind,
    plural: names.plural,
    singular: names.singular,
    versions: versions.map(version => ({
      name: version.name,
      served: version.served,
      storage: version.storage,
      schema: version.schema?.openAPIV3Schema,
      printerColumns: version.additionalPrinterColumns,
    })),
  };
}

function readWorkflow(workflow: z.output<typeof workflowSchema>) {
  const toPipeline = (
    pipeline: z.output<typeof pipelineSchema>,
  ): PromisePipeline => ({
    name: pipeline.metadata.name,
    steps: pipeline.spec.containers,
  });
  return {
    configure: workflow.configure.map(toPipeline),
    delete: workflow.delete.map(toPipeline),
  };
}

function schemaDescription(api: PromiseApi | undefined): string | undefined {
  const version = api?.versions.find(({ name }) => name === api.version);
  const description = version?.schema?.description;
  return typeof description === 'string' ? description : undefined;
}

/**
 * Reads a Promise. Parts of an unexpected shape are left out: a Promise with a broken API is still
 * listed, as one from which nothing can be requested.
 *
 * @public
 */
export function readPromise(object: KubeObject): KratixPromise {
  const spec = specSchema.parse(object.spec);
  const status = statusSchema.parse(object.status);
  const labels = object.metadata.labels ?? {};
  const annotations = object.metadata.annotations ?? {};
  const api = readApi(spec.api);
  return {
    name: object.metadata.name,
    uid: object.metadata.uid,
    resourceVersion: object.metadata.resourceVersion,
    generation: object.metadata.generation,
    createdAt: object.metadata.creationTimestamp,
    deletedAt: object.metadata.deletionTimestamp,
    labels,
    annotations,
    version: labels[KratixLabels.promiseVersion],
    title:
      annotations[KratixAnnotations.title] ?? api?.kind ?? object.metadata.name,
    description:
      annotations[KratixAnnotations.description] ?? schemaDescription(api),
    api,
    crd: api && z.record(z.unknown()).catch({}).parse(spec.api),
    resourceWorkflow: readWorkflow(spec.workflows.resource),
    promiseWorkflow: readWorkflow(spec.workflows.promise),
    pipelineNamespace: spec.workflows.config?.pipelineNamespace,
    destinationSelectors: spec.destinationSelectors.map(
      selector => selector.matchLabels,
    ),
    requiredPromises: spec.requiredPromises,
    requirements: status.requiredPromises,
    uniqueFields: (annotations[KratixAnnotations.uniqueFields] ?? '')
      .split(',')
      .map(path => path.trim())
      .filter(Boolean),
    availability: status.status,
    message: status.message,
    lastAvailableTime: status.lastAvailableTime,
    conditions: readConditions(status.conditions),
  };
}

/** What a person needs to know about a Promise. @public */
export type PromiseStateName =
  | 'Available'
  | 'Unavailable'
  | 'Paused'
  | 'Deleting'
  | 'Unknown';

/** @public */
export interface PromiseState {
  name: PromiseStateName;
  /** One sentence; may repeat what Kratix says. */
  message: string;
}

/**
 * The state of a Promise. `status.status` and the `Available` condition are the truth for Promises:
 * one without promise Pipelines never gets `Reconciled=True`.
 *
 * @public
 */
export function derivePromiseState(promise: KratixPromise): PromiseState {
  const available = findCondition(promise.conditions, 'Available');
  if (promise.deletedAt) {
    return {
      name: 'Deleting',
      message: 'The Promise and all its requests are being deleted.',
    };
  }
  if (
    promise.labels[KratixLabels.paused] === 'true' ||
    available?.reason === 'PausedReconciliation'
  ) {
    return {
      name: 'Paused',
      message: `The label ${KratixLabels.paused} pauses this Promise and all its requests.`,
    };
  }
  if (promise.availability === 'Available') {
    return {
      name: 'Available',
      message: available?.message ?? 'Ready to fulfil resource requests',
    };
  }
  if (promise.availability === 'Unavailable' || available) {
    const cause = ['RequirementsFulfilled', 'ConfigureWorkflowCompleted']
      .map(type => findCondition(promise.conditions, type))
      .find(condition => condition?.status === 'False');
    return {
      name: 'Unavailable',
      message:
        cause?.message ??
        available?.message ??
        'Kratix has not made this Promise available.',
    };
  }
  return {
    name: 'Unknown',
    message: 'Kratix has not reported on this Promise yet.',
  };
}
