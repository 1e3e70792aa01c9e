import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { TestApiServer } from './startApiServer';

function installedMinor(): number {
  const { stdout } = spawnSync(
    'kubectl',
    ['version', '--client', '-o', 'json'],
    { encoding: 'utf8' },
  );
  return Number(/"minor": *"(\d+)/.exec(stdout ?? '')?.[1] ?? 0);
}

const minor = installedMinor();

/** Where kubectl is not installed such tests are skipped: a skipped test names itself in the report, and CI has kubectl. */
export const describeKubectl = minor > 0 ? describe : describe.skip;

/** For what kubectl can do since 1.28 only; Debian's own may be older. */
export const describeRecentKubectl = minor >= 28 ? describe : describe.skip;

/** How a command ended. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Environment variables with which kubectl reaches the server, and nothing of this user's own. */
export function kubectlEnvironment(server: TestApiServer): NodeJS.ProcessEnv {
  const kubeconfig = join(server.folder, 'kubeconfig');
  writeFileSync(kubeconfig, server.kubeconfig('local'), { mode: 0o600 });
  return { ...process.env, KUBECONFIG: kubeconfig, HOME: server.folder };
}

/** Runs one command; `input` is given as YAML on standard input. */
export function runKubectl(
  env: NodeJS.ProcessEnv,
  args: string[],
  input?: unknown,
): Promise<Outcome> {
  return new Promise(resolve => {
    const child = execFile(
      'kubectl',
      args,
      { env, timeout: 30_000 },
      (error, stdout, stderr) =>
        resolve({ code: error ? 1 : 0, stdout, stderr }),
    );
    child.stdin?.end(input === undefined ? '' : stringify(input));
  });
}
