import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Runs a command with kubectl pointed at the tests' local platform; paths are relative to the repository. */
export async function onPlatform(command: string, ...args: string[]) {
  await run(command, args, {
    cwd: resolve(__dirname, '../../../..'),
    env: { ...process.env, KUBECONFIG: '.tools/e2e/kubeconfig' },
  });
}
