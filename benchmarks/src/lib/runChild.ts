import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { ROOT } from './paths';

/**
 * Runs a script of `children/` in a process of its own, where memory can be measured: nothing else is in
 * it, and it may collect garbage when it likes.
 *
 * @returns what the script has printed last, parsed as JSON
 */
export async function runChild(
  script: string,
  args: string[],
): Promise<unknown> {
  const child = spawn(
    process.execPath,
    [
      '--expose-gc',
      '--require',
      '@backstage/cli/config/nodeTransform.cjs',
      `benchmarks/src/children/${script}`,
      ...args,
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [output, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'close'),
  ]);
  if (code !== 0) {
    throw new Error(`${script} ended with ${code}:\n${output}`);
  }
  return JSON.parse(output.trim().split('\n').at(-1) ?? '');
}
