import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { KratixAnnotations } from './annotations';

/**
 * How the owner of a request or a Promise is found: the first of these that gives an entity
 * reference, in this order. What is no entity reference is passed over. A name alone means a Group
 * in the namespace `default`.
 *
 * @public
 */
export interface OwnerRules {
  /** Key of a further annotation; `kratix.backstage.io/owner` always comes first. */
  annotation?: string;
  /** Key of a label. */
  label?: string;
  /** By the name of a Promise: path of a field that names the owner, such as `spec.team`. */
  specPaths?: Record<string, string>;
  /** By the namespace of the request. */
  namespaces?: Record<string, string>;
  /** Where nothing else says it. */
  default?: string;
}

/** What an owner is derived from. @public */
export interface OwnedObject {
  annotations: Record<string, string>;
  labels: Record<string, string>;
  /** For a request. */
  request?: {
    promise: string;
    namespace: string;
    spec: Record<string, unknown>;
  };
}

const ENTITY_REF = /^[a-z][a-z0-9]*:[a-z0-9._-]+\/[a-z0-9._-]+$/;

/**
 * The full, lower-case entity reference that an owner means: `platform` is
 * `group:default/platform`.
 *
 * @returns undefined where the text is no entity reference
 * @public
 */
export function normalizeOwner(owner: string): string | undefined {
  try {
    const ref = stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
    if (!ENTITY_REF.test(ref)) {
      return undefined;
    }
    // The string that is there already, for it is kept as often as there are requests.
    return ref === owner ? owner : ref;
  } catch {
    return undefined;
  }
}

function readPath(spec: Record<string, unknown>, path: string): unknown {
  const [root, ...fields] = path.split('.');
  return root === 'spec'
    ? fields.reduce<unknown>(
        (value, field) =>
          typeof value === 'object' &&
          value !== null &&
          Object.hasOwn(value, field)
            ? Object.entries(value).find(([key]) => key === field)?.[1]
            : undefined,
        spec,
      )
    : undefined;
}

function valueOf<T>(map: Record<string, T> | undefined, key: string) {
  return map && Object.hasOwn(map, key) ? map[key] : undefined;
}

/**
 * The one owner of a request or a Promise: lists, permission rules and the catalog all use this.
 *
 * @returns a full, lower-case entity reference; undefined where no rule gives one
 * @public
 */
export function ownerOf(
  { annotations, labels, request }: OwnedObject,
  rules: OwnerRules = {},
): string | undefined {
  const path = request && valueOf(rules.specPaths, request.promise);
  const candidates = [
    annotations[KratixAnnotations.owner],
    rules.annotation && annotations[rules.annotation],
    rules.label && labels[rules.label],
    path && readPath(request.spec, path),
    request && valueOf(rules.namespaces, request.namespace),
    rules.default,
  ];
  for (const candidate of candidates) {
    const owner =
      typeof candidate === 'string' ? normalizeOwner(candidate) : undefined;
    if (owner) {
      return owner;
    }
  }
  return undefined;
}
