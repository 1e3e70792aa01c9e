import { isErrno } from '../process/processGroup';

/** A failure to listen on a port, told with the way out. */
export function explainListenError(
  cause: unknown,
  port: number,
  flag: string,
): unknown {
  if (isErrno(cause, 'EADDRINUSE')) {
    return new Error(
      `Port ${port} is taken. Stop what uses it, or choose another with ${flag}.`,
      { cause },
    );
  }
  return isErrno(cause, 'EACCES')
    ? new Error(
        `Port ${port} may not be used by this user. Choose another with ${flag}.`,
        { cause },
      )
    : cause;
}
