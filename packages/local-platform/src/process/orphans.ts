import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { promises as fs } from 'node:fs';
import { promisify } from 'node:util';
import { signalGroup } from './processGroup';
import { sleep } from './sleep';

/** A process that is killed and still there after this many looks hangs in the kernel. */
const MAX_ATTEMPTS = 100;

/** The environment variable that every process of a platform carries. */
export const MARKER_VARIABLE = 'KRATIX_LOCAL_PLATFORM_INSTANCE';

/** The value of {@link MARKER_VARIABLE} for the platform that keeps its data in a directory. */
export function markerOf(dataDir: string): string {
  return createHash('sha256').update(dataDir).digest('hex').slice(0, 32);
}

/**
 * Ends the processes that carry a variable in their environment, whatever group they moved to, and
 * resolves when they are gone. A process id alone could by now belong to somebody else's process; the
 * environment cannot.
 *
 * @returns how many were ended.
 */
export async function endMarkedProcesses(
  variable: string,
  value: string,
): Promise<number> {
  const ended = new Set<number>();
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const found = (await findMarkedProcesses(`${variable}=${value}`)).filter(
      pid => pid !== process.pid,
    );
    if (found.length === 0) {
      break;
    }
    for (const pid of found) {
      ended.add(pid);
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself meanwhile.
      }
      // The group that it leads, if it leads one; another leader's group may hold processes that are not ours.
      signalGroup(pid, 'SIGKILL');
    }
    await sleep(10);
  }
  return ended.size;
}

async function findMarkedProcesses(marker: string): Promise<number[]> {
  return process.platform === 'linux' ? findInProc(marker) : findWithPs(marker);
}

async function findInProc(marker: string): Promise<number[]> {
  const pids = (await fs.readdir('/proc')).filter(name => /^\d+$/.test(name));
  const found: number[] = [];
  await Promise.all(
    pids.map(async pid => {
      // Processes of other users cannot be read, and cannot be ours.
      const environment = await fs
        .readFile(`/proc/${pid}/environ`, 'latin1')
        .catch(() => '');
      if (environment.split('\0').includes(marker)) {
        found.push(Number(pid));
      }
    }),
  );
  return found;
}

async function findWithPs(marker: string): Promise<number[]> {
  const { stdout } = await promisify(execFile)(
    'ps',
    ['-E', '-x', '-ww', '-o', 'pid=,command='],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout
    .split('\n')
    .filter(line => line.split(' ').includes(marker))
    .map(line => Number.parseInt(line, 10));
}
