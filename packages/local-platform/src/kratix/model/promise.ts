import { InvalidInputError } from '../errors';
import { z, ZodError } from 'zod';
import { KubeObject, ResourceType } from '../../kube';
import { isJsonObject, JsonObject } from '../json';
import { Pipeline, pipelineSchema } from './pipeline';

const crdSchema = z
  .object({
    apiVersion: z.literal('apiextensions.k8s.io/v1'),
    kind: z.literal('CustomResourceDefinition'),
    metadata: z.object({ name: z.string() }).passthrough(),
    spec: z
      .object({
        group: z.string(),
        scope: z.string(),
        names: z
          .object({
            kind: z.string(),
            plural: z.string(),
            singular: z.string().optional(),
          })
          .passthrough(),
        versions: z
          .array(
            z
              .object({
                name: z.string(),
                served: z.boolean(),
                storage: z.boolean(),
                schema: z
                  .object({
                    openAPIV3Schema: z
                      .object({ properties: z.record(z.unknown()).optional() })
                      .passthrough(),
                  })
                  .optional(),
                additionalPrinterColumns: z.array(z.unknown()).optional(),
              })
              .passthrough(),
          )
          .min(1),
      })
      .passthrough(),
  })
  .passthrough();

export type CustomResourceDefinition = z.infer<typeof crdSchema>;

const pipelines = z
  .array(pipelineSchema)
  .nullish()
  .transform(value => value ?? []);
const workflow = z
  .object({ configure: pipelines, delete: pipelines })
  .nullish()
  .transform(value => value ?? { configure: [], delete: [] });

const promiseSpecSchema = z.object({
  api: z.unknown(),
  workflows: z
    .object({
      config: z
        .object({
          pipelineNamespace: z.string().optional(),
          reconciliationInterval: z.string().optional(),
        })
        .nullish()
        .transform(value => value ?? {}),
      resource: workflow,
      promise: workflow,
    })
    .default({}),
  requiredPromises: z
    .array(z.object({ name: z.string(), version: z.string().default('') }))
    .default([]),
  dependencies: z.array(z.record(z.unknown())).default([]),
  destinationSelectors: z
    .array(z.object({ matchLabels: z.record(z.string()).default({}) }))
    .default([]),
});

/** The API that a Promise offers. */
export interface PromiseApi {
  /** The definition as the author wrote it. */
  crd: CustomResourceDefinition;
  kind: string;
  /** Group, storage version and plural of its requests. */
  type: ResourceType;
}

/** A Promise's spec, read: from the Promise itself or from one of its revisions. */
export interface PromiseSpec {
  /** As stored, for hashes and copies. */
  raw: unknown;
  /** Absent for a Promise that cannot be requested. */
  api?: PromiseApi;
  pipelines: {
    resource: { configure: Pipeline[]; delete: Pipeline[] };
    promise: { configure: Pipeline[]; delete: Pipeline[] };
  };
  /** All pipelines run there when it is set. */
  pipelineNamespace?: string;
  /** Go duration. */
  reconciliationInterval?: string;
  requiredPromises: { name: string; version: string }[];
  dependencies: JsonObject[];
  destinationSelectors: { matchLabels: Record<string, string> }[];
}

function explain(error: ZodError): string {
  return error.issues
    .slice(0, 5)
    .map(issue => `${issue.path.join('.') || 'object'}: ${issue.message}`)
    .join('; ');
}

function readApi(value: unknown): PromiseApi | undefined {
  if (
    value === undefined ||
    value === null ||
    (isJsonObject(value) && Object.keys(value).length === 0)
  ) {
    return undefined;
  }
  const parsed = crdSchema.safeParse(value);
  if (!parsed.success) {
    throw new InvalidInputError(
      `spec.api is not a CustomResourceDefinition: ${explain(parsed.error)}`,
    );
  }
  const crd = parsed.data;
  const storage = crd.spec.versions.find(version => version.storage);
  if (!storage) {
    throw new InvalidInputError(
      `spec.api.spec.versions must have exactly one version marked as storage version`,
    );
  }
  return {
    crd,
    kind: crd.spec.names.kind,
    type: {
      group: crd.spec.group,
      version: storage.name,
      resource: crd.spec.names.plural,
    },
  };
}

/**
 * Reads a Promise's spec.
 *
 * @throws InvalidInputError naming the field that Kratix would refuse
 */
export function readPromiseSpec(raw: unknown): PromiseSpec {
  const parsed = promiseSpecSchema.safeParse(raw ?? {});
  if (!parsed.success) {
    throw new InvalidInputError(`spec is not valid: ${explain(parsed.error)}`);
  }
  const spec = parsed.data;
  return {
    raw,
    api: readApi(spec.api),
    pipelines: {
      resource: spec.workflows.resource,
      promise: spec.workflows.promise,
    },
    pipelineNamespace: spec.workflows.config.pipelineNamespace || undefined,
    reconciliationInterval:
      spec.workflows.config.reconciliationInterval || undefined,
    requiredPromises: spec.requiredPromises,
    dependencies: spec.dependencies,
    destinationSelectors: spec.destinationSelectors,
  };
}

/** A Promise's name with a spec of its: the live one, or the one of the revision a request is bound to. */
export interface BoundPromise {
  name: string;
  uid: string;
  spec: PromiseSpec;
}

export function readPromise(object: KubeObject): BoundPromise {
  return {
    name: object.metadata.name,
    uid: object.metadata.uid ?? '',
    spec: readPromiseSpec(object.spec),
  };
}
