import { createHash } from 'node:crypto';
import type { JsonObject } from '../json';
import type { ApiContext } from '../operations/ApiContext';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import { openApiV2Message } from './protobuf/openApiV2';
import { servedGroups } from './servedGroups';
import { versionInfo } from './versionInfo';

const info = {
  title: 'Kubernetes API of the local platform',
  version: versionInfo.gitVersion,
};

const objectMeta = {
  description:
    'Standard object metadata: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata',
  type: 'object',
  properties: {
    name: { type: 'string' },
    generateName: { type: 'string' },
    namespace: { type: 'string' },
    uid: { type: 'string' },
    resourceVersion: { type: 'string' },
    generation: { type: 'integer', format: 'int64' },
    creationTimestamp: { type: 'string', format: 'date-time' },
    deletionTimestamp: { type: 'string', format: 'date-time' },
    deletionGracePeriodSeconds: { type: 'integer', format: 'int64' },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    annotations: { type: 'object', additionalProperties: { type: 'string' } },
    finalizers: {
      type: 'array',
      items: { type: 'string' },
      'x-kubernetes-patch-strategy': 'merge',
    },
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        required: ['apiVersion', 'kind', 'name', 'uid'],
        properties: {
          apiVersion: { type: 'string' },
          kind: { type: 'string' },
          name: { type: 'string' },
          uid: { type: 'string' },
          controller: { type: 'boolean' },
          blockOwnerDeletion: { type: 'boolean' },
        },
      },
      'x-kubernetes-patch-strategy': 'merge',
      'x-kubernetes-patch-merge-key': 'uid',
    },
  },
};

const metaName = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

function kindOf({ group, version, kind }: ServedResource): JsonObject {
  return { group, version, kind };
}

function componentName(resource: ServedResource): string {
  const reversed = (resource.group || 'core.api.k8s.io')
    .split('.')
    .reverse()
    .join('.');
  return `${reversed}.${resource.version}.${resource.kind}`;
}

function component(resource: ServedResource): JsonObject {
  const { properties, ...schema } = resource.schema;
  return {
    ...schema,
    description: schema.description ?? resource.description,
    type: 'object',
    properties: {
      apiVersion: {
        type: 'string',
        description:
          'APIVersion defines the versioned schema of this representation of an object.',
      },
      kind: {
        type: 'string',
        description: 'Kind is the REST resource that this object represents.',
      },
      ...properties,
      metadata: {
        allOf: [{ $ref: `#/components/schemas/${metaName}` }],
        default: {},
      },
    },
    'x-kubernetes-group-version-kind': [kindOf(resource)],
  };
}

const writeParameters = [
  ['dryRun', 'Everything but storing: All'],
  ['fieldManager', 'Who makes the change'],
  ['fieldValidation', 'What to do with unknown fields: Ignore, Warn or Strict'],
].map(([name, description]) => ({
  name,
  in: 'query',
  description,
  schema: { type: 'string', uniqueItems: true },
}));

function operation(
  resource: ServedResource,
  action: string,
  parameters: unknown[],
): JsonObject {
  return {
    operationId: `${action}-${componentName(resource)}`,
    parameters,
    responses: {
      200: {
        description: 'OK',
        content: {
          'application/json': {
            schema: { $ref: `#/components/schemas/${componentName(resource)}` },
          },
        },
      },
    },
    'x-kubernetes-action': action,
    'x-kubernetes-group-version-kind': kindOf(resource),
  };
}

function paths(resource: ServedResource): JsonObject {
  const root = resource.group
    ? `/apis/${groupVersion(resource)}`
    : `/api/${resource.version}`;
  const collection = `${root}${
    resource.namespaced ? '/namespaces/{namespace}' : ''
  }/${resource.resource}`;
  return {
    [collection]: {
      get: operation(resource, 'list', []),
      post: operation(resource, 'post', writeParameters),
    },
    [`${collection}/{name}`]: {
      get: operation(resource, 'get', []),
      put: operation(resource, 'put', writeParameters),
      patch: operation(resource, 'patch', writeParameters),
      delete: operation(resource, 'delete', writeParameters.slice(0, 1)),
    },
  };
}

function served(ctx: ApiContext, group: string, version: string) {
  return ctx.catalog
    .all()
    .filter(one => one.group === group && one.version === version);
}

/** The OpenAPI v3 document of a group and version; undefined when it is not served. */
export function openApiV3(
  ctx: ApiContext,
  group: string,
  version: string,
): JsonObject | undefined {
  const resources = served(ctx, group, version);
  if (resources.length === 0) return undefined;
  return {
    openapi: '3.0.0',
    info,
    paths: Object.assign({}, ...resources.map(paths)),
    components: {
      schemas: {
        [metaName]: objectMeta,
        ...Object.fromEntries(
          resources.map(one => [componentName(one), component(one)]),
        ),
      },
    },
  };
}

/** Where the documents of the groups are. The hash in the address changes with the document, so that clients may keep it. */
export function openApiIndex(ctx: ApiContext): JsonObject {
  const entries = [...servedGroups(ctx)].flatMap(([group, versions]) =>
    versions.flatMap(version => {
      const document = openApiV3(ctx, group, version);
      if (!document) return [];
      const path = group
        ? `apis/${groupVersion({ group, version })}`
        : `api/${version}`;
      const hash = createHash('sha256')
        .update(JSON.stringify(document))
        .digest('hex')
        .toUpperCase();
      return [
        [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }],
      ];
    }),
  );
  return { paths: Object.fromEntries(entries) };
}

/** An OpenAPI v2 document without content: clients that ask for it in JSON fall back on what the server checks. */
export function openApiV2(): JsonObject {
  return { swagger: '2.0', info, paths: {}, definitions: {} };
}

/** The OpenAPI v2 document as kubectl before 1.27 wants it. */
export function openApiV2Protobuf(ctx: ApiContext): Buffer {
  return openApiV2Message(info, ctx.catalog.all());
}
