import { KratixPod, KratixStep } from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/** Enough for lines that a person reads; a Step may print megabytes without a line's end. */
const MOST_BYTES = 64 * 1024;

/** Lines of a failed Step that go into a diagnosis. */
export const LAST_LINES = 20;

/** Longest line that is shown. */
const MOST_CHARACTERS = 2_000;

/**
 * The last lines of a Step: of the run that failed, where it has been started again since. It may be
 * started again at any moment, so that what it has printed itself may be nothing yet.
 */
export async function readLog(
  platform: KratixPlatform,
  pod: KratixPod,
  step: KratixStep,
  tailLines: number,
): Promise<string[]> {
  const read = (previous: boolean) =>
    readLines(platform, pod, step.name, { tailLines, previous });
  if (step.state === 'running' && step.restarts > 0) {
    return await read(true);
  }
  const lines = await read(false);
  // Where there is no run before, the cluster refuses.
  return lines.length ? lines : await read(true).catch(() => []);
}

async function readLines(
  platform: KratixPlatform,
  pod: KratixPod,
  step: string,
  options: { tailLines: number; previous: boolean },
): Promise<string[]> {
  const log = await platform.reads.log(pod, step, {
    ...options,
    limitBytes: MOST_BYTES,
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of log) {
    chunks.push(chunk);
    size += chunk.length;
    // The limit that was asked for is the server's to keep; this one is ours.
    if (size > MOST_BYTES) {
      break;
    }
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .split(/\r?\n/)
    .filter(line => line.trim() !== '')
    .slice(-options.tailLines)
    .map(line => line.slice(0, MOST_CHARACTERS));
}
