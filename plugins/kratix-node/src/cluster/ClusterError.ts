import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * Why a call to a cluster did not succeed.
 *
 * `expired` means that the resource version or page is too old (410). `tooLarge` is an answer beyond
 * the limit that the caller gave. `malformed` is an answer that is not what Kubernetes sends.
 */
export type ClusterErrorReason =
  | 'unauthenticated'
  | 'forbidden'
  | 'missing'
  | 'conflict'
  | 'invalid'
  | 'expired'
  | 'tooLarge'
  | 'unavailable'
  | 'malformed';

/** A failed call to a cluster. The message holds no credentials. */
export class ClusterError extends Error {
  readonly reason: ClusterErrorReason;

  constructor(reason: ClusterErrorReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'ClusterError';
    this.reason = reason;
  }
}

/**
 * The error of Backstage that gives the fitting HTTP status. It does not name the ClusterError as its
 * cause: Backstage appends the message of a cause, which here is the same.
 */
export function toBackstageError(error: unknown): Error {
  if (!(error instanceof ClusterError)) {
    return error instanceof Error ? error : new Error(String(error));
  }
  switch (error.reason) {
    case 'unauthenticated':
      return new AuthenticationError(error.message);
    case 'forbidden':
      return new NotAllowedError(error.message);
    case 'missing':
      return new NotFoundError(error.message);
    case 'conflict':
      return new ConflictError(error.message);
    case 'invalid':
      return new InputError(error.message);
    default:
      return new ServiceUnavailableError(error.message);
  }
}
