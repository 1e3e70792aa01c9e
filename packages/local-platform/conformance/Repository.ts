import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { NotChecked } from './Check';
import { CheckContext } from './CheckContext';
import { textAt } from './json';
import { findStateStore } from './stateStore';

const run = promisify(execFile);
/** How far back is looked. */
const depth = '500';

/** A state store's repository at one moment. */
export interface Repository {
  /** Path of every file below the run's Destination, with its content. */
  files: Record<string, string>;
  /** Latest first: `<subject>|<author>`. */
  commits: string[];
  /** The latest commit. */
  head: string;
}

/**
 * Reads the repository of the run's state store, as git on this machine may.
 *
 * @throws NotChecked when it cannot be read from here
 */
export async function readRepository(
  context: CheckContext,
): Promise<Repository> {
  const store = await findStateStore(context);
  if (textAt(store, 'kind') !== 'GitStateStore') {
    throw new NotChecked('the state store is a bucket, which is not read');
  }
  const url = context.options.repository ?? textAt(store, 'spec', 'url');
  const branch = textAt(store, 'spec', 'branch') || 'main';
  const directory = await fs.mkdtemp(path.join(tmpdir(), 'conformance-'));
  const git = async (...args: string[]) =>
    (
      await run('git', args, {
        cwd: directory,
        maxBuffer: 64 * 1024 * 1024,
        env: { ...process.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
      })
    ).stdout;
  try {
    await git('init', '--quiet', '--bare');
    try {
      await git('fetch', '--quiet', '--depth', depth, '--', url, branch);
    } catch {
      throw new NotChecked(
        `${withoutCredentials(
          url,
        )} cannot be read from here: give its address, or a clone, with --repository`,
      );
    }
    const names = await git('ls-tree', '-r', '-z', '--name-only', 'FETCH_HEAD');
    const files: Record<string, string> = {};
    for (const name of names.split('\0').filter(Boolean)) {
      if (name.split('/').includes(context.prefix)) {
        files[name] = await git('show', `FETCH_HEAD:${name}`);
      }
    }
    const log = await git('log', '--format=%s|%an', 'FETCH_HEAD');
    return {
      files,
      commits: log.trim().split('\n'),
      head: (await git('rev-parse', 'FETCH_HEAD')).trim(),
    };
  } finally {
    await fs.rm(directory, { recursive: true, force: true });
  }
}

function withoutCredentials(url: string): string {
  return url.replace(/\/\/[^/@]*@/, '//');
}
