import { Transform } from 'node:stream';

/** A stream that carried more than it may. */
export class TooLargeError extends Error {
  constructor(limit: number) {
    super(`The request is larger than ${limit} bytes.`);
    this.name = 'TooLargeError';
  }
}

/** Passes bytes on, and fails with {@link TooLargeError} after `limit` of them. */
export function byteLimit(limit: number): Transform {
  let seen = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      seen += chunk.length;
      done(seen > limit ? new TooLargeError(limit) : null, chunk);
    },
  });
}
