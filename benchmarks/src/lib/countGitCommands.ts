import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * Puts a `git` before the real one that writes down what it is asked for.
 *
 * @returns the commands since the last call
 */
export async function countGitCommands(directory: string) {
  const bin = join(directory, 'bin');
  const log = join(directory, 'git.log');
  const path = process.env.PATH ?? '';
  await mkdir(bin, { recursive: true });
  await writeFile(log, '');
  await writeFile(
    join(bin, 'git'),
    `#!/bin/sh\necho "$*" >> '${log}'\nPATH='${path}' exec git "$@"\n`,
  );
  await chmod(join(bin, 'git'), 0o755);
  process.env.PATH = `${bin}${delimiter}${path}`;
  return {
    async take(): Promise<string[]> {
      const text = await readFile(log, 'utf8');
      await writeFile(log, '');
      return text.split('\n').filter(Boolean);
    },
    restore() {
      process.env.PATH = path;
    },
  };
}
