import { applyPatch as applyJsonPatch, Operation, Pointer } from 'rfc6902';
import { z } from 'zod';
import { KubeObject, KubeStatusError } from '../../kube';
import { isJsonObject, unsafeJson } from '../json';
import { mergePatch } from '../patch/mergePatch';
import { strategicMergePatch } from '../patch/strategicMergePatch';
import type { ServedResource } from '../resources/ServedResource';
import { badRequest } from '../statusErrors';

const pointer = z.string().regex(/^(\/|$)/, "must be empty or begin with '/'");
const operation = z.discriminatedUnion('op', [
  z.object({ op: z.literal('add'), path: pointer, value: z.unknown() }),
  z.object({ op: z.literal('remove'), path: pointer }),
  z.object({ op: z.literal('replace'), path: pointer, value: z.unknown() }),
  z.object({ op: z.literal('move'), path: pointer, from: pointer }),
  z.object({ op: z.literal('copy'), path: pointer, from: pointer }),
  z.object({ op: z.literal('test'), path: pointer, value: z.unknown() }),
]);
const operations = z.array(operation).max(10_000);

/**
 * Bytes that the copies of one patch may make together, as on a real API server: a few copies of copies would fill
 * the memory otherwise.
 */
const copyLimit = 3 * 1024 * 1024;

/** Media types of patches, by what they are for. */
export const patchTypes = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
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
  let copied = 0;
  // zod's types say that a value may be left out; `unknown` covers undefined, which JSON cannot hold.
  for (const one of parsed.data as Operation[]) {
    if (one.op === 'copy') {
      const source: unknown = Pointer.fromJSON(one.from).get(target);
      copied += JSON.stringify(source)?.length ?? 0;
      if (copied > copyLimit) {
        throw new KubeStatusError(
          413,
          'RequestEntityTooLarge',
          `the JSON patch copies more than ${copyLimit} bytes`,
        );
      }
    }
    const [failed] = applyJsonPatch(target, [one]);
    if (failed) {
      throw new KubeStatusError(
        422,
        'Invalid',
        `the server rejected our request due to an error in our request: the JSON patch cannot be applied (${failed.name})`,
      );
    }
  }
  const unsafe = unsafeJson(target);
  if (unsafe) throw badRequest(`the JSON patch is refused: ${unsafe}`);
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
    ? [patchTypes.json, patchTypes.merge, patchTypes.apply]
    : Object.values(patchTypes);
  if (!supported.includes(type)) {
    throw new KubeStatusError(
      415,
      'UnsupportedMediaType',
      `the body of the request was in an unknown format - accepted media types include: ${supported.join(
        ', ',
      )}`,
    );
  }
  if (!isJsonObject(patch)) {
    throw badRequest('a merge patch must be a JSON object');
  }
  return type === patchTypes.merge
    ? current => mergePatch(current, patch)
    : current => strategicMergePatch(current, patch, resource.schema);
}
