import type { KubeObject } from '../../kube';
import type { JsonObject } from '../json';
import type { ServedResource } from '../resources/ServedResource';
import type { FieldPath } from './FieldSet';

/** Metadata that belongs to nobody is not among these. */
const ownedMetadata = [
  'labels',
  'annotations',
  'finalizers',
  'ownerReferences',
];

/** The part of an object that one write can change, and whose fields have managers. */
export interface TrackedPart {
  of(object: KubeObject): JsonObject;
  has(path: FieldPath): boolean;
}

/** Status where a write is one of it; everything else, without what identifies the object, where it is not. */
export function trackedPart(
  resource: ServedResource,
  subresource: 'status' | undefined,
): TrackedPart {
  if (subresource) {
    return {
      of: ({ status }) => (status === undefined ? {} : { status }),
      has: path => path[0] === 'f:status',
    };
  }
  return {
    of({ apiVersion: _a, kind: _k, metadata, status, ...content }) {
      const kept = Object.entries(metadata).filter(([key]) =>
        ownedMetadata.includes(key),
      );
      return {
        ...content,
        ...(kept.length ? { metadata: Object.fromEntries(kept) } : {}),
        ...(status === undefined || resource.hasStatus ? {} : { status }),
      };
    },
    has: path => path[0] !== 'f:status' || !resource.hasStatus,
  };
}
