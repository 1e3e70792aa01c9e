import { applyPatch as applyJsonPatch, Operation } from 'rfc6902';
import { z } from 'zod';
import { KubeObject, KubeStatusError } from '../../kube';
import { isJsonObject } from '../json';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import type { ServedResource } from '../resources/ServedResource';
import { badRequest } from '../statusErrors';

const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('remove'), path: z.string() }),
  z.object({ op: z.literal('replace'), path: z.string(), value: z.unknown() }),
  z.object({ op: z.literal('move'), path: z.string(), from: z.string() }),
  z.object({ op: z.literal('copy'), path: z.string(), from: z.string() }),
  z.object({ op: z.literal('test'), path: z.string(), value: z.unknown() }),
]);
const operations = z.array(operation).max(10_000);

/** Media types of patches, by what they are for. */
export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

function jsonPatch(current: KubeObject, patch: unknown): unknown {
  const parsed = operations.safeParse(patch);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw badRequest(
      `the JSON patch is invalid at /${issue.path.join('/')}: ${issue.message}`,
    );
  }
  const target = structuredClone(current);
  // zod's types say that a value may be left out; `unknown` covers undefined, which JSON cannot hold.
  const errors = applyJsonPatch(target, parsed.data as Operation[]);
  const failed = errors.find(error => error !== null);
  if (failed) {
    throw new KubeStatusError(
      422,
      'Invalid',
      `the server rejected our request due to an error in our request: the JSON patch cannot be applied (${failed.name})`,
    );
  }
  return target;
}

/**
 * Makes the function that applies a patch of a media type to an object. Throws a 415 Status for media types that are
 * not supported, and a 400 Status for a patch that cannot be read.
 */
export function readPatch(
  resource: ServedResource,
  type: string,
  patch: unknown,
): (current: KubeObject) => unknown {
  if (type === patchTypes.json) return current => jsonPatch(current, patch);
  const supported = resource.custom
    ? [patchTypes.json, patchTypes.merge]
    : Object.values(patchTypes);
  if (!supported.includes(type)) {
    throw new KubeStatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${supported.join(
        ', ',
      )}${
        type.startsWith('application/apply-patch')
          ? ' (the local platform does not do server-side apply: use client-side apply, or create and patch)'
          : ''
      }`,
    );
  }
  if (!isJsonObject(patch)) {
    throw badRequest('a merge patch must be a JSON object');
  }
  return type === patchTypes.merge
    ? current => mergePatch(current, patch)
    : current => strategicMergePatch(current, patch, resource.schema);
}
