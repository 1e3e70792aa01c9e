import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';

const CLASSES: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  413: InputError,
  429: ServiceUnavailableError,
  502: ServiceUnavailableError,
  503: ServiceUnavailableError,
  504: ServiceUnavailableError,
};

/**
 * What a backend refused with, as if it had been thrown here: of its type, and with its message only.
 * It has no cause, whose message Backstage would append.
 */
export function toTypedError(error: ResponseError): Error {
  const message = error.body.error.message || error.message;
  const ErrorClass = CLASSES[error.statusCode];
  return ErrorClass
    ? new ErrorClass(message)
    : new Error(message, { cause: error });
}
