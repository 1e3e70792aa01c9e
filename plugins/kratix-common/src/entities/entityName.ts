/**
 * How entities are named.
 *
 * - `full`: by platform, Promise, namespace and name, joined by `_`, which none of them can hold
 * - `namespaced`: the same, but the entity of a request lies in the namespace of the catalog that is
 *   called like its namespace on the platform
 * - `short`: as `full`, without the platform; for a catalog of one platform
 *
 * @public
 */
export type NamingModel = 'full' | 'namespaced' | 'short';

/** @public */
export interface EntityNaming {
  model: NamingModel;
  /** Namespace of the catalog for what the model puts into no other. */
  namespace: string;
}

/** @public */
export interface EntityName {
  namespace: string;
  name: string;
}

const LONGEST = 63;
const SAFE_PART = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const SAFE_NAMESPACE = /^[a-z0-9]+(?:-+[a-z0-9]+)*$/;

/** FNV-1a over UTF-16 code units, 64 bits, as 16 hexadecimal digits. */
function fingerprint(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < text.length; index++) {
    hash ^= BigInt(text.charCodeAt(index));
    hash = BigInt.asUintN(64, hash * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
}

/**
 * One name for several parts. References compare lower-cased, so parts with upper-case letters count
 * as unsafe. Two underscores never come up in a plain name: a shortened one equals none of them.
 */
function joinParts(parts: string[]): string {
  const plain = parts.join('_');
  if (plain.length <= LONGEST && parts.every(part => SAFE_PART.test(part))) {
    return plain;
  }
  const suffix = `__${fingerprint(JSON.stringify(parts))}`;
  const readable = plain
    .toLowerCase()
    .replace(/[^a-z0-9._-]/g, '-')
    .replace(/_+/g, '_')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, LONGEST - suffix.length)
    .replace(/[^a-z0-9]+$/, '');
  return `${readable || 'x'}${suffix}`;
}

/** Name of the entities of a Promise. @public */
export function promiseEntityName(
  naming: EntityNaming,
  promise: { platform: string; name: string },
): EntityName {
  const parts = [promise.platform, promise.name];
  return {
    namespace: naming.namespace,
    name: joinParts(naming.model === 'short' ? parts.slice(1) : parts),
  };
}

/**
 * Name of the entity of a request. On one platform, no two requests have the same; on several, none
 * have unless the model is `short`. A name that is too long or has characters that the catalog
 * refuses is shortened, with a hash of the whole.
 *
 * @public
 */
export function requestEntityName(
  naming: EntityNaming,
  request: {
    platform: string;
    promise: string;
    namespace: string;
    name: string;
  },
): EntityName {
  const { platform, promise, namespace, name } = request;
  const isNamespace =
    SAFE_NAMESPACE.test(namespace) && namespace.length <= LONGEST;
  if (naming.model === 'namespaced' && isNamespace) {
    return { namespace, name: joinParts([platform, promise, name]) };
  }
  const parts = [promise, namespace, name];
  return {
    namespace: naming.namespace,
    name: joinParts(naming.model === 'short' ? parts : [platform, ...parts]),
  };
}
