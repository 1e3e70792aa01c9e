import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

const PREFIX = 'kratix-state-stores-';

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but exists.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** A directory of this process. */
export interface CacheDirectory {
  directory: string;
  remove(): void;
}

/**
 * A directory for the copies of repositories that belongs to this process alone. Directories that
 * processes left behind when they were killed are removed.
 */
export function createCacheDirectory(parent: string): CacheDirectory {
  for (const entry of readdirSync(parent)) {
    const pid = new RegExp(`^${PREFIX}(\\d+)-`).exec(entry)?.[1];
    if (pid && Number(pid) !== process.pid && !isAlive(Number(pid))) {
      rmSync(join(parent, entry), { recursive: true, force: true });
    }
  }
  const directory = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  return {
    directory,
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
