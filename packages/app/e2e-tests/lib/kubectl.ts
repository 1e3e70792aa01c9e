import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(__dirname, '../../../..');

/** Runs kubectl against the tests' local platform; paths are relative to the repository. */
export async function kubectl(...args: string[]): Promise<string> {
  const { stdout } = await run(
    'kubectl',
    ['--kubeconfig', '.tools/e2e/kubeconfig', ...args],
    { cwd: root },
  );
  return stdout;
}
