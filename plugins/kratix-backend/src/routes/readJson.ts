import { InputError, isError } from '@backstage/errors';
import { json, RequestHandler } from 'express';

/**
 * Reads a JSON body. Its faults are told like those of other input: what Express throws would send the
 * whole body back, and whatever is secret in it.
 *
 * @param kilobytes - the largest body
 */
export function readJson(kilobytes: number): RequestHandler {
  const read = json({ limit: kilobytes * 1024 });
  return (req, res, next) => {
    read(req, res, (error?: unknown) => {
      switch (isError(error) && error.type) {
        case 'entity.parse.failed':
          next(new InputError('The body is not valid JSON'));
          break;
        case 'entity.too.large':
          next(
            Object.assign(
              new InputError(
                `The body is larger than ${kilobytes} kB, which is more than a cluster keeps; send less`,
              ),
              { statusCode: 413 },
            ),
          );
          break;
        default:
          next(error);
      }
    });
  };
}
