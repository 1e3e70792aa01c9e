import { KubeObject } from '../kube';
import { isJsonObject, JsonObject } from './json';
import { BoundPromise, CustomResourceDefinition } from './model/promise';
import { promiseLabels } from './model/objects';

const string = { type: 'string' };
const integer = { type: 'integer', format: 'int64' };
const dateTime = { type: 'string', format: 'datetime' };

/** What Kratix puts in place of any status schema that the author wrote. */
const STATUS_SCHEMA: JsonObject = {
  type: 'object',
  'x-kubernetes-preserve-unknown-fields': true,
  properties: {
    message: string,
    observedGeneration: integer,
    workflows: integer,
    workflowsSucceeded: integer,
    workflowsFailed: integer,
    conditions: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          lastTransitionTime: dateTime,
          message: string,
          reason: string,
          status: string,
          type: string,
        },
      },
    },
    kratix: {
      type: 'object',
      properties: {
        workflows: {
          type: 'object',
          properties: {
            lastSuccessfulConfigureWorkflowTime: string,
            pipelines: {
              type: 'array',
              items: {
                type: 'object',
                properties: {
                  name: string,
                  phase: string,
                  message: string,
                  nextRetryAt: string,
                  attempts: integer,
                  lastTransitionTime: dateTime,
                },
              },
            },
            suspendedGeneration: integer,
          },
        },
      },
    },
  },
};

const DEFAULT_COLUMNS = [
  { name: 'message', type: 'string', jsonPath: '.status.message' },
  {
    name: 'status',
    type: 'string',
    jsonPath: '.status.conditions[?(@.type=="Reconciled")].message',
  },
];

function withNameLimit(properties: JsonObject): JsonObject {
  const metadata = isJsonObject(properties.metadata)
    ? properties.metadata
    : { type: 'object' };
  const own = isJsonObject(metadata.properties) ? metadata.properties : {};
  const name = isJsonObject(own.name) ? own.name : { type: 'string' };
  return {
    ...properties,
    metadata: {
      ...metadata,
      properties: { ...own, name: { ...name, maxLength: 63 } },
    },
  };
}

function withStatus(
  version: CustomResourceDefinition['spec']['versions'][number],
): JsonObject {
  const schema: JsonObject = version.schema?.openAPIV3Schema ?? {
    type: 'object',
  };
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  return {
    ...version,
    subresources: { status: {} },
    additionalPrinterColumns: version.additionalPrinterColumns?.length
      ? version.additionalPrinterColumns
      : DEFAULT_COLUMNS,
    schema: {
      openAPIV3Schema: {
        ...schema,
        properties: {
          ...(version.storage ? withNameLimit(properties) : properties),
          status: STATUS_SCHEMA,
        },
      },
    },
  };
}

/**
 * The CustomResourceDefinition that requests of a Promise are made with: the author's, with the label
 * of the Promise and, in every version, Kratix' status in place of the author's.
 */
export function requestCrd(
  promise: BoundPromise,
  crd: CustomResourceDefinition,
): KubeObject {
  const authorLabels = isJsonObject(crd.metadata.labels)
    ? Object.fromEntries(
        Object.entries(crd.metadata.labels).map(([key, value]) => [
          key,
          String(value),
        ]),
      )
    : {};
  return {
    apiVersion: crd.apiVersion,
    kind: crd.kind,
    metadata: {
      name: crd.metadata.name,
      labels: { ...authorLabels, ...promiseLabels(promise.name) },
    },
    spec: { ...crd.spec, versions: crd.spec.versions.map(withStatus) },
  };
}
