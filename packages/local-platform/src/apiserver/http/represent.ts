import type { KubeObject } from '../../kube';
import type { JsonObject } from '../json';
import type { ListPage } from '../operations/listObjects';
import { groupVersion, ServedResource } from '../resources/ServedResource';
import type { Representation } from './negotiate';

/** How objects are to be shown, and what a Table's rows carry. */
export interface Form {
  as: Representation;
  includeObject: 'None' | 'Metadata' | 'Object';
  now: Date;
}

function metadataOnly(object: KubeObject): JsonObject {
  return {
    kind: 'PartialObjectMetadata',
    apiVersion: 'meta.k8s.io/v1',
    metadata: object.metadata,
  };
}

function listMeta(page: ListPage): JsonObject {
  return {
    resourceVersion: page.resourceVersion,
    ...(page.continue ? { continue: page.continue } : {}),
  };
}

/** A `meta.k8s.io/v1` Table, from which kubectl prints. Without headers for all but the first event of a watch. */
export function toTable(
  resource: ServedResource,
  objects: KubeObject[],
  metadata: JsonObject,
  form: Form,
  headers = true,
): JsonObject {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: headers
      ? resource.columns.map(column => ({
          name: column.name,
          type: column.type,
          format: column.format ?? '',
          description: column.description ?? '',
          priority: column.priority ?? 0,
        }))
      : null,
    rows: objects.map(object => ({
      cells: resource.columns.map(column => column.cell(object, form.now)),
      object: rowObject(object, form),
    })),
  };
}

function rowObject(object: KubeObject, { includeObject }: Form): unknown {
  if (includeObject === 'None') return null;
  return includeObject === 'Object' ? object : metadataOnly(object);
}

/** One object in the form that was asked for. */
export function representObject(
  resource: ServedResource,
  object: KubeObject,
  form: Form,
): JsonObject {
  if (form.as === 'metadata') return metadataOnly(object);
  if (form.as === 'object') return object;
  const { resourceVersion } = object.metadata;
  return toTable(resource, [object], { resourceVersion }, form);
}

/** A list in the form that was asked for. */
export function representList(
  resource: ServedResource,
  page: ListPage,
  form: Form,
): JsonObject {
  const metadata = listMeta(page);
  if (form.as === 'table') {
    return toTable(resource, page.items, metadata, form);
  }
  if (form.as === 'metadata') {
    return {
      kind: 'PartialObjectMetadataList',
      apiVersion: 'meta.k8s.io/v1',
      metadata,
      items: page.items.map(metadataOnly),
    };
  }
  return {
    kind: resource.listKind,
    apiVersion: groupVersion(resource),
    metadata,
    // Items of built-in lists carry no kind in Kubernetes; with one they can be used on their own.
    items: page.items,
  };
}
