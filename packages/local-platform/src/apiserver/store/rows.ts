import type { KubeObject } from '../../kube';
import type { ObjectKey, StoredEvent } from './ObjectStore';

/** One object as it is stored. */
export interface ObjectRow {
  grp: string;
  resource: string;
  namespace: string;
  name: string;
  version: number;
  json: string;
}

/** One change as it is stored. */
export interface EventRow extends ObjectRow {
  type: StoredEvent['type'];
  previous: string | null;
  previous_version: number | null;
}

/** The object of a row, in a copy of its own. */
export function revive(json: string, version: number): KubeObject {
  // What is stored was checked before it was stored.
  const object = JSON.parse(json) as KubeObject;
  object.metadata.resourceVersion = String(version);
  return object;
}

export function toEvent(row: EventRow): StoredEvent {
  return {
    type: row.type,
    version: row.version,
    key: {
      group: row.grp,
      resource: row.resource,
      namespace: row.namespace,
      name: row.name,
    },
    object: revive(row.json, row.version),
    previous:
      row.previous === null || row.previous_version === null
        ? undefined
        : revive(row.previous, row.previous_version),
  };
}

export function keyed(row: ObjectRow): { key: ObjectKey; object: KubeObject } {
  return {
    key: {
      group: row.grp,
      resource: row.resource,
      namespace: row.namespace,
      name: row.name,
    },
    object: revive(row.json, row.version),
  };
}
