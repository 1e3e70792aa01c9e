import {
  AuthenticationError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';

const REFUSED = new Set([
  'AccessDenied',
  'CredentialsProviderError',
  'ExpiredToken',
  'Forbidden',
  'InvalidAccessKeyId',
  'InvalidToken',
  'SignatureDoesNotMatch',
  'TokenRefreshRequired',
]);

function statusOf(error: object): unknown {
  const metadata: unknown = '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' &&
    metadata !== null &&
    'httpStatusCode' in metadata
    ? metadata.httpStatusCode
    : undefined;
}

/** The error that a refusal of S3 stands for: what could not be read, why, and what to do. */
export function bucketError(description: string, thrown: unknown): Error {
  const error = toError(thrown);
  const status = statusOf(error);
  const said = `${error.name}: ${error.message}`.slice(0, 500);
  if (REFUSED.has(error.name) || status === 401 || status === 403) {
    return new AuthenticationError(
      `${description} refuses to be read: ${said}. Check the keys, and that they may list the bucket (s3:ListBucket) and read its objects (s3:GetObject).`,
    );
  }
  if (error.name === 'NoSuchBucket' || error.name === 'NotFound') {
    return new NotFoundError(`There is no bucket at ${description}: ${said}`);
  }
  if (status === 301 || error.name === 'PermanentRedirect') {
    return new ServiceUnavailableError(
      `${description} is in another region: ${said}. Set the region of the bucket.`,
    );
  }
  return new ServiceUnavailableError(`${description} cannot be read: ${said}`);
}
