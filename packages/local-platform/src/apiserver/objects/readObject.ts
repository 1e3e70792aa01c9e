import { z } from 'zod';
import type { KubeObject, ObjectMeta } from '../../kube';
import { isJsonObject, JsonObject, unsafeJson } from '../json';
import { badRequest } from '../statusErrors';

const strings = z.record(z.string(), z.string());
const text = z.string();

/** null counts as absent, as everywhere in Kubernetes' metadata. */
function optional<T extends z.ZodTypeAny>(type: T) {
  return z.preprocess(value => value ?? undefined, type.optional());
}

const metadataFields = {
  name: optional(text),
  generateName: optional(text),
  namespace: optional(text),
  uid: optional(text),
  resourceVersion: optional(text),
  generation: optional(z.number().int()),
  creationTimestamp: optional(text),
  deletionTimestamp: optional(text),
  deletionGracePeriodSeconds: optional(z.number().int()),
  labels: optional(strings),
  annotations: optional(strings),
  finalizers: optional(z.array(text)),
  ownerReferences: optional(
    z.array(
      z.object({
        apiVersion: text,
        kind: text,
        name: text,
        uid: text,
        controller: optional(z.boolean()),
        blockOwnerDeletion: optional(z.boolean()),
      }),
    ),
  ),
};
const metadataSchema = z.object(metadataFields);

/** Fields that Kubernetes knows and that a body does not set here: managers follow from what is written. */
const dropped = new Set(['managedFields', 'selfLink']);

/** An object as it came in, with the metadata fields that Kubernetes does not know. */
export interface ReadObject {
  object: KubeObject;
  unknownFields: string[];
}

/**
 * Reads an object at the border: JSON of a safe shape, with `apiVersion`, `kind` and well-typed metadata. Fields of
 * metadata that Kubernetes does not know are dropped and named. Throws a 400 Status.
 */
export function readObject(
  value: unknown,
  expected: { apiVersion: string; kind: string },
): ReadObject {
  if (!isJsonObject(value)) {
    throw badRequest(
      `the request body must be a JSON object of kind ${expected.kind}`,
    );
  }
  const unsafe = unsafeJson(value);
  if (unsafe) throw badRequest(`the object is refused: ${unsafe}`);
  const kind = value.kind ?? expected.kind;
  const apiVersion = value.apiVersion ?? expected.apiVersion;
  if (kind !== expected.kind) {
    throw badRequest(
      `the kind in the data (${String(
        kind,
      )}) does not match the expected kind (${expected.kind})`,
    );
  }
  if (apiVersion !== expected.apiVersion) {
    throw badRequest(
      `the API version in the data (${String(
        apiVersion,
      )}) does not match the expected API version (${expected.apiVersion})`,
    );
  }
  const raw = value.metadata ?? {};
  const { metadata, unknownFields } = readMetadata(raw, expected.kind);
  const { apiVersion: _a, kind: _k, metadata: _m, ...content } = value;
  return { object: { ...expected, metadata, ...content }, unknownFields };
}

function readMetadata(
  raw: unknown,
  kind: string,
): { metadata: ObjectMeta; unknownFields: string[] } {
  const parsed = metadataSchema.safeParse(raw);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = ['metadata', ...issue.path].join('.');
    throw badRequest(
      `${kind} in the request cannot be handled: ${path}: ${issue.message}`,
    );
  }
  const known: JsonObject = {};
  for (const [key, value] of Object.entries(parsed.data)) {
    if (value !== undefined) known[key] = value;
  }
  return {
    metadata: { ...known, name: parsed.data.name ?? '' },
    unknownFields: Object.keys(isJsonObject(raw) ? raw : {})
      .filter(key => !Object.hasOwn(metadataFields, key) && !dropped.has(key))
      .map(key => `metadata.${key}`),
  };
}
