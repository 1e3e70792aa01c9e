import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { teamPath, teamYaml } from './teamFiles';

/** A commit on `main` of a bare repository, as Kratix makes them. */
export async function commit(
  repository: string,
  files: Iterable<[string, string]>,
  options: { isFirst?: boolean } = {},
): Promise<void> {
  const git = spawn('git', ['-C', repository, 'fast-import', '--quiet'], {
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  git.stdin.write(
    'commit refs/heads/main\ncommitter kratix <> 0 +0000\ndata 1\nx\n',
  );
  if (!options.isFirst) {
    git.stdin.write('from refs/heads/main^0\n');
  }
  for (const [path, content] of files) {
    git.stdin.write(
      `M 100644 inline ${path}\ndata ${Buffer.byteLength(
        content,
      )}\n${content}\n`,
    );
  }
  git.stdin.end('\n');
  await once(git, 'close');
}

const run = promisify(execFile);

/** Makes a bare repository with so many teams, which gives parts of itself as hosts do. */
export async function createStore(repository: string, teams: number) {
  await run('git', ['init', '-q', '--bare', '-b', 'main', repository]);
  await run('git', [
    ...['-C', repository, 'config', 'uploadpack.allowFilter', 'true'],
  ]);
  const files = function* files(): Generator<[string, string]> {
    for (let index = 0; index < teams; index++) {
      yield [teamPath(index), teamYaml(index)];
    }
  };
  await commit(repository, files(), { isFirst: true });
}
