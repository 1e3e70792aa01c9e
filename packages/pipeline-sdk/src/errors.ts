import { types } from 'util';

function isError(error: unknown): error is Error {
  // Errors of Node's own modules are of another realm where the step runs in one, as in a test.
  return error instanceof Error || types.isNativeError(error);
}

/** The system's error code, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  return isError(error) && 'code' in error ? String(error.code) : undefined;
}

/** An error's message with those of its causes, on one line without control characters. */
export function describeError(error: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  for (let e = error; e !== undefined && !seen.has(e); ) {
    seen.add(e);
    const message = isError(e) ? e.message : String(e);
    if (message && !parts.some(part => part.includes(message))) {
      parts.push(message);
    }
    e = isError(e) ? e.cause : undefined;
  }
  return (
    parts
      .join(': ')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\s]+/g, ' ')
      .trim() || 'unknown error'
  );
}
