import { ResponseError } from '@backstage/errors';

/** Whatever was thrown, as an error. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The HTTP status of an answer that is an error; undefined where there was no answer. */
export function statusOf(error: Error | undefined): number | undefined {
  return error instanceof ResponseError ? error.statusCode : undefined;
}

/** Whether trying again may help although nobody changes anything. */
export function isTransient(error: Error): boolean {
  const status = statusOf(error);
  return status === undefined || status === 429 || status >= 500;
}
