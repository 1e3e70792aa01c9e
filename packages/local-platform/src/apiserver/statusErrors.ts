import { KubeObject, KubeStatusError } from '../kube';
import type { FieldConflict } from './apply/applyFields';
import { showPath } from './apply/FieldSet';
import { showManager } from './apply/managers';
import type { FieldError } from './fieldErrors';
import type { JsonObject } from './json';

/** What an error names: the group and the plural. */
export interface NamedType {
  group: string;
  resource: string;
}

/** `teams.platform.kratix.io`, or `pods` for the core group. */
export function qualifiedResource(type: NamedType): string {
  return type.group ? `${type.resource}.${type.group}` : type.resource;
}

function details(type: NamedType, name: string): JsonObject {
  return {
    ...(name ? { name } : {}),
    ...(type.group ? { group: type.group } : {}),
    kind: type.resource,
  };
}

export function notFound(type: NamedType, name: string): KubeStatusError {
  return new KubeStatusError(
    404,
    'NotFound',
    `${qualifiedResource(type)} "${name}" not found`,
    details(type, name),
  );
}

export function noSuchResource(): KubeStatusError {
  return new KubeStatusError(
    404,
    'NotFound',
    'the server could not find the requested resource',
  );
}

export function alreadyExists(type: NamedType, name: string): KubeStatusError {
  return new KubeStatusError(
    409,
    'AlreadyExists',
    `${qualifiedResource(type)} "${name}" already exists`,
    details(type, name),
  );
}

export function conflict(
  type: NamedType,
  name: string,
  why = 'the object has been modified; please apply your changes to the latest version and try again',
): KubeStatusError {
  return new KubeStatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(
      type,
    )} "${name}": ${why}`,
    details(type, name),
  );
}

/** A server-side apply that would change what others own; the message is the one that kubectl explains. */
export function applyConflict(conflicts: FieldConflict[]): KubeStatusError {
  const byManager = new Map<string, string[]>();
  for (const { manager, path } of conflicts) {
    const name = showManager(manager);
    byManager.set(name, [...(byManager.get(name) ?? []), showPath(path)]);
  }
  const count = conflicts.length;
  const listed = [...byManager].map(([manager, paths]) =>
    count === 1
      ? `conflict with ${manager}: ${paths[0]}`
      : [`conflicts with ${manager}:`, ...paths.map(one => `- ${one}`)].join(
          '\n',
        ),
  );
  return new KubeStatusError(
    409,
    'Conflict',
    `Apply failed with ${count} conflict${
      count === 1 ? '' : 's'
    }: ${listed.join('\n')}`,
    {
      causes: conflicts.map(({ manager, path }) => ({
        reason: 'FieldManagerConflict',
        message: `conflict with ${showManager(manager)}`,
        field: showPath(path),
      })),
    },
  );
}

export function forbiddenObject(
  type: NamedType,
  name: string,
  why: string,
): KubeStatusError {
  return new KubeStatusError(
    403,
    'Forbidden',
    `${qualifiedResource(type)}${name && ` "${name}"`} is forbidden: ${why}`,
    details(type, name),
  );
}

export function badRequest(message: string): KubeStatusError {
  return new KubeStatusError(400, 'BadRequest', message);
}

export function methodNotAllowed(message: string): KubeStatusError {
  return new KubeStatusError(405, 'MethodNotAllowed', message);
}

/** The resource version is older than the history that is kept: list again. */
export function expired(
  message = 'The resourceVersion for the provided watch is too old.',
): KubeStatusError {
  return new KubeStatusError(410, 'Expired', message);
}

/** All faults of an object in one answer, each as a cause. */
export function invalidObject(
  type: { group: string; kind: string },
  name: string,
  errors: FieldError[],
): KubeStatusError {
  const kind = type.group ? `${type.kind}.${type.group}` : type.kind;
  const lines = errors.map(error => `${error.field}: ${error.message}`);
  const text = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  return new KubeStatusError(
    422,
    'Invalid',
    `${kind} "${name}" is invalid: ${text}`,
    {
      name,
      ...(type.group ? { group: type.group } : {}),
      kind: type.kind,
      causes: errors.map(({ reason, message, field }) => ({
        reason,
        message,
        field,
      })),
    },
  );
}

/**
 * The Status object that answers an error. An error that is no {@link KubeStatusError} becomes a 500 that
 * says nothing of its inside.
 */
export function toStatus(error: unknown): JsonObject & { code: number } {
  const known =
    error instanceof KubeStatusError
      ? error
      : new KubeStatusError(
          500,
          'InternalError',
          'Internal error occurred: see the log of the local platform',
        );
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: known.message,
    reason: known.reason,
    ...(known.details ? { details: known.details } : {}),
    code: known.code,
  };
}

/** The Status that answers a deletion that is complete. */
export function deletedStatus(type: NamedType, object: KubeObject): JsonObject {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      ...details(type, object.metadata.name),
      uid: object.metadata.uid,
    },
  };
}
