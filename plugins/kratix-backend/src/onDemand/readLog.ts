import { KratixPod, KratixStep } from 'backstage-plugin-kratix-common';
import { KratixPlatform } from 'backstage-plugin-kratix-node';

/** Enough for lines that a person reads; a Step may print megabytes without a line's end. */
const MOST_BYTES = 64 * 1024;

/** Lines of a failed Step that go into a diagnosis. */
export const LAST_LINES = 20;

/** Longest line that is shown. */
const MOST_CHARACTERS = 2_000;

/** The last lines of a Step: of the run that failed, where it has been started again since. */
export async function readLog(
  platform: KratixPlatform,
  pod: KratixPod,
  step: KratixStep,
  tailLines: number,
): Promise<string[]> {
  const log = await platform.reads.log(pod, step.name, {
    tailLines,
    limitBytes: MOST_BYTES,
    previous: step.state === 'running' && step.restarts > 0,
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
    .slice(-tailLines)
    .map(line => line.slice(0, MOST_CHARACTERS));
}
