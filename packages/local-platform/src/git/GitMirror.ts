import { promises as fs } from 'node:fs';
import { removeLocks } from './BareRepositories';
import { checkPath } from './checkPath';
import { DRAFT_REF, fastImportStream } from './fastImport';
import { withCredentials } from './remote';
import { GitError, GitResult, runGit, RunGitOptions } from './runGit';
import {
  GitStateStoreAddress,
  StateStoreChange,
  StateStoreError,
  StateStoreFile,
} from './stateStoreWriter';

const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const PUSH_ATTEMPTS = 8;

/** What was last seen of a branch; `sha` is missing while the branch does. */
interface Head {
  sha?: string;
  seenAt: number;
}

/** What became of one change. */
export interface WriteResult {
  /** None when the change changes nothing. */
  sha?: string;
  error?: StateStoreError;
}

/**
 * A bare copy of one remote repository in which commits are made before they are pushed. Not safe for
 * two works at once: its owner lets one in at a time.
 */
export class GitMirror {
  private readonly heads = new Map<string, Head>();
  private opened = false;

  constructor(
    private readonly directory: string,
    private readonly options: {
      minimumFetchIntervalMs: number;
      processEnvironment: Record<string, string>;
    },
  ) {}

  /** Makes the mirror when there is none, and removes locks that a killed process left in it. */
  async open(): Promise<void> {
    if (this.opened) {
      return;
    }
    await fs.mkdir(this.directory, { recursive: true });
    // On a repository that exists this only mends what is missing.
    await this.git([
      'init',
      '--quiet',
      '--bare',
      '--template=',
      '--initial-branch=main',
    ]);
    await removeLocks(this.directory);
    this.opened = true;
  }

  /** Forgets what was seen of the remote, so that the next work looks again. */
  forget(): void {
    this.heads.clear();
    this.opened = false;
  }

  /** Whether the mirror itself is damaged, so that only a new one helps. */
  async isBroken(): Promise<boolean> {
    const check = await this.run([
      'fsck',
      '--connectivity-only',
      '--no-dangling',
      '--no-progress',
    ]).catch(() => undefined);
    return check !== undefined && check.exitCode !== 0;
  }

  /**
   * Makes a commit of each change, one on top of the other, and pushes them together.
   *
   * @returns for each change its commit, or why none can be made of it
   */
  async write(
    store: GitStateStoreAddress,
    changes: StateStoreChange[],
  ): Promise<WriteResult[]> {
    try {
      return await this.writeTogether(store, changes);
    } catch (error) {
      this.heads.delete(store.branch);
      if (!(error instanceof StateStoreError)) {
        throw error;
      }
      if (changes.length < 2) {
        return changes.map(() => ({ error }));
      }
    }
    // What one change is refused for shall not keep the others from being written.
    const results: WriteResult[] = [];
    for (const change of changes) {
      results.push(...(await this.write(store, [change])));
    }
    return results;
  }

  private async writeTogether(
    store: GitStateStoreAddress,
    changes: StateStoreChange[],
  ): Promise<WriteResult[]> {
    for (let attempt = 1; ; attempt++) {
      const base = await this.head(store);
      let tip = base;
      const results: WriteResult[] = [];
      for (const change of changes) {
        try {
          const { sha, changed } = await this.commit(store, change, tip);
          results.push(changed ? { sha } : {});
          tip = changed ? sha : tip;
        } catch (error) {
          if (!(error instanceof StateStoreError)) {
            throw error;
          }
          results.push({ error });
        }
      }
      if (tip === undefined || tip === base) {
        return results;
      }
      const refusal = await this.push(store, tip);
      if (!refusal) {
        this.heads.set(store.branch, { sha: tip, seenAt: Date.now() });
        return results;
      }
      this.heads.delete(store.branch);
      if (attempt === PUSH_ATTEMPTS) {
        throw new StateStoreError(
          `${store.url} refused ${PUSH_ATTEMPTS} pushes to ${store.branch} in a row: ${refusal}`,
        );
      }
    }
  }

  /**
   * The commit at the branch's head; none while the branch is missing.
   *
   * @param fresh - asks the remote, where otherwise what was seen a moment ago may be the answer
   */
  latest(
    store: GitStateStoreAddress,
    fresh: boolean,
  ): Promise<string | undefined> {
    if (fresh) {
      this.heads.delete(store.branch);
    }
    return this.head(store);
  }

  /**
   * What identifies a directory's content in a commit; `.` is the root.
   *
   * @returns nothing when the commit has no such directory
   */
  async tree(sha: string, directory: string): Promise<string | undefined> {
    const result = await this.run([
      'rev-parse',
      '--verify',
      '--quiet',
      `${sha}:${directory === '.' ? '' : checkPath(directory)}`,
    ]);
    return result.exitCode === 0
      ? result.stdout.toString('utf8').trim()
      : undefined;
  }

  /**
   * The files of a tree whose paths match; links and submodules are left out.
   *
   * @throws StateStoreError when there are more, or larger ones, than is allowed
   */
  async files(
    tree: string,
    matches: RegExp,
    limits: { files: number; bytes: number },
  ): Promise<StateStoreFile[]> {
    const listing = await this.git(['ls-tree', '-r', '-z', '-l', tree]);
    const entries = listing.split('\0').flatMap(entry => {
      const [, blob, size, path] =
        /^100(?:644|755) blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(entry) ?? [];
      return path && matches.test(path)
        ? [{ blob, size: Number(size), path }]
        : [];
    });
    const bytes = entries.reduce((sum, { size }) => sum + size, 0);
    if (entries.length > limits.files || bytes > limits.bytes) {
      throw new StateStoreError(
        `${entries.length} files of ${bytes} bytes are more than is read: at most ${limits.files} files and ${limits.bytes} bytes`,
      );
    }
    const result = await this.run(['cat-file', '--batch=%(objectsize)'], {
      input: entries.map(({ blob }) => `${blob}\n`),
    });
    if (result.exitCode !== 0) {
      throw new GitError('cat-file', result.exitCode, result.stderr);
    }
    let at = 0;
    return entries.map(({ path, size }) => {
      const start = result.stdout.indexOf('\n', at) + 1;
      at = start + size + 1;
      return { path, content: result.stdout.subarray(start, start + size) };
    });
  }

  async read(
    store: GitStateStoreAddress,
    file: string,
  ): Promise<Uint8Array | undefined> {
    const sha = await this.head(store);
    if (!sha) {
      return undefined;
    }
    const entry = await this.git(['ls-tree', '-z', sha, '--', checkPath(file)]);
    const blob = /^100(?:644|755) blob ([0-9a-f]+)\t/.exec(entry)?.[1];
    if (!blob) {
      return undefined;
    }
    const result = await this.run(['cat-file', 'blob', blob]);
    if (result.exitCode !== 0) {
      throw new GitError('cat-file', result.exitCode, result.stderr);
    }
    return result.stdout;
  }

  /** Asks the remote whether it would take a push, without pushing. */
  async check(store: GitStateStoreAddress): Promise<void> {
    this.heads.delete(store.branch);
    const message = 'Permission check';
    const sha =
      (await this.head(store)) ??
      (await this.commit(store, { message }, undefined)).sha;
    const refusal = await this.push(store, sha, ['--dry-run']);
    if (refusal) {
      throw new StateStoreError(
        `${store.url} does not take pushes to ${store.branch}: ${refusal}`,
      );
    }
  }

  /** The commit at the branch's head; looks at the remote unless that was done a moment ago. */
  private async head(store: GitStateStoreAddress): Promise<string | undefined> {
    const known = this.heads.get(store.branch);
    if (
      known &&
      Date.now() - known.seenAt < this.options.minimumFetchIntervalMs
    ) {
      return known.sha;
    }
    const seenAt = Date.now();
    const sha = await this.fetch(store);
    this.heads.set(store.branch, { sha, seenAt });
    return sha;
  }

  private async fetch(
    store: GitStateStoreAddress,
  ): Promise<string | undefined> {
    const local = `refs/kratix/heads/${store.branch}`;
    const result = await withCredentials(store, options =>
      this.run(
        [
          'fetch',
          '--quiet',
          '--no-tags',
          '--no-write-fetch-head',
          '--',
          store.url,
          `+refs/heads/${store.branch}:${local}`,
        ],
        options,
      ),
    );
    if (result.exitCode === 0) {
      const sha = await this.git(
        ['rev-parse', '--verify', `${local}^{commit}`],
        {
          cwd: this.directory,
        },
      );
      return sha.trim();
    }
    if (/couldn't find remote ref/i.test(result.stderr)) {
      return undefined;
    }
    throw new GitError('fetch', result.exitCode, result.stderr);
  }

  /** The commit that the change makes on top of another, and whether it changes anything at all. */
  private async commit(
    store: GitStateStoreAddress,
    change: StateStoreChange,
    base: string | undefined,
  ): Promise<{ sha: string; changed: boolean }> {
    const seconds = Math.floor(Date.now() / 1000);
    await this.git(['fast-import', '--quiet', '--done', '--force'], {
      input: fastImportStream(change, store.author, base, seconds),
    });
    const parsed = await this.git([
      'rev-parse',
      DRAFT_REF,
      `${DRAFT_REF}^{tree}`,
      base ? `${base}^{tree}` : EMPTY_TREE,
    ]);
    const [sha, after, before] = parsed.trim().split('\n');
    return { sha, changed: after !== before };
  }

  /** Resolves to the reason when the remote has moved on, or will not have it; rejects when it cannot be asked. */
  private async push(
    store: GitStateStoreAddress,
    sha: string,
    flags: string[] = [],
  ): Promise<string | undefined> {
    const result = await withCredentials(store, options =>
      this.run(
        [
          'push',
          '--porcelain',
          '--no-verify',
          ...flags,
          '--',
          store.url,
          `${sha}:refs/heads/${store.branch}`,
        ],
        options,
      ),
    );
    if (result.exitCode === 0) {
      return undefined;
    }
    const refusal = /^!\t[^\t]*\t(.*)$/m.exec(result.stdout.toString('utf8'));
    if (!refusal) {
      throw new GitError('push', result.exitCode, result.stderr);
    }
    if (isFinal(refusal[1])) {
      throw new StateStoreError(
        `${store.url} refused the push to ${store.branch}: ${refusal[1]}`,
      );
    }
    return refusal[1];
  }

  private run(args: string[], options: RunGitOptions = {}): Promise<GitResult> {
    return runGit(args, {
      ...options,
      cwd: this.directory,
      env: { ...this.options.processEnvironment, ...options.env },
    });
  }

  private async git(args: string[], options?: RunGitOptions): Promise<string> {
    const result = await this.run(args, options);
    if (result.exitCode !== 0) {
      throw new GitError(args[0], result.exitCode, result.stderr);
    }
    return result.stdout.toString('utf8');
  }
}

/** Whether pushing the change again, on top of the newest commit, would be refused just the same. */
function isFinal(refusal: string): boolean {
  return /hook declined|protected|prohibited|unpacker error|denied/i.test(
    refusal,
  );
}
