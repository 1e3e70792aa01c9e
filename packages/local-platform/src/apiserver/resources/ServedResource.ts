import type { KubeObject, ResourceType } from '../../kube';
import type { FieldError } from '../fieldErrors';
import type { NameRule } from '../objects/names';
import type { Schema } from '../schema/Schema';
import type { StorageKey } from '../store/ObjectStore';

/** One column of `kubectl get`. */
export interface TableColumn {
  name: string;
  type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  format?: string;
  description?: string;
  /** 0 is always shown, more only with `-o wide`. */
  priority?: number;
  /** The cell of one object. */
  cell(object: KubeObject, now: Date): string | number | boolean | null;
}

/** A kind of object in one version, as it is served. */
export interface ServedResource extends ResourceType {
  kind: string;
  /** What it is, for documentation; that of its schema, where there is none. */
  description?: string;
  listKind: string;
  singular: string;
  shortNames: string[];
  categories: string[];
  namespaced: boolean;
  /** Has the `status` subresource. */
  hasStatus: boolean;
  /** Counts changes of everything but metadata and status in `metadata.generation`. */
  hasGeneration: boolean;
  /** Defined by a CRD: no strategic merge, and updates must carry a resource version. */
  custom: boolean;
  verbs: string[];
  storage: StorageKey;
  /** Schema of the whole object, for pruning, defaults, validation and OpenAPI. */
  schema: Schema;
  columns: TableColumn[];
  nameRule: NameRule;
  /** Fields, beyond metadata.name and metadata.namespace, that a field selector may name, with their values. */
  selectableFields: Record<string, (object: KubeObject) => string>;
  /** The stored form of an object of this version. */
  toStored(object: KubeObject): KubeObject;
  /** The form in this version of a stored object. */
  fromStored(object: KubeObject): KubeObject;
  /** Sets, in place, what the server decides when an object is created. */
  prepareCreate?(object: KubeObject): void;
  /** Sets, in place, what the server decides when an object changes. */
  prepareUpdate?(object: KubeObject, old: KubeObject): void;
  /** Faults beyond the schema. */
  validate?(object: KubeObject, old?: KubeObject): FieldError[];
  /** Why objects may not be created now, when they may not. */
  creationRefused?: string;
}

/** `v1` or `apps/v1`. */
export function groupVersion(type: { group: string; version: string }): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}

/** Everything that can be done to most kinds. */
export const allVerbs = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];
