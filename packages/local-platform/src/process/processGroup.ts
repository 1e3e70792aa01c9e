import { ChildProcess } from 'node:child_process';

/**
 * Sends a signal to the process group that a child leads. A child leads a group when it was spawned
 * with `detached: true`; its children belong to the group unless they left it on purpose.
 */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-leader, signal);
  } catch (error) {
    // The group is gone (ESRCH), or its last member is a zombie that may not be signalled (EPERM, macOS).
    if (!isErrno(error, 'ESRCH') && !isErrno(error, 'EPERM')) {
      throw error;
    }
  }
}

/** Asks a child's group to end, and ends it for good when it has not done so after `graceMs`. */
export async function endGroup(
  child: ChildProcess,
  graceMs: number,
): Promise<void> {
  const leader = child.pid;
  if (leader === undefined) {
    return;
  }
  if (!hasExited(child)) {
    const exited = new Promise<void>(resolve =>
      child.once('exit', () => resolve()),
    );
    signalGroup(leader, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(leader, 'SIGKILL'), graceMs);
    await exited;
    clearTimeout(timer);
  }
  signalGroup(leader, 'SIGKILL');
}

/** Whether a child has ended, by itself or by a signal. */
export function hasExited(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** Whether an error is a system error of the given code, for example `ENOENT`. */
export function isErrno(error: unknown, code: string): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    error.code === code
  );
}
