import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';

/** A file of a commit; null removes it. */
export type CommittedFile = string | { link: string } | null;

/** A bare Git repository on disk, written without a work tree. */
export class GitRepository {
  static async create(): Promise<GitRepository> {
    const root = await mkdtemp(join(tmpdir(), 'kratix-test-store-'));
    const repository = new GitRepository(root);
    await repository.init();
    return repository;
  }

  /** Takes a bare repository that is there already. */
  static at(directory: string): GitRepository {
    return new GitRepository(dirname(directory), directory);
  }

  private constructor(
    private readonly root: string,
    private readonly directory = join(root, 'store.git'),
  ) {}

  get url(): string {
    return pathToFileURL(this.directory).href;
  }

  /**
   * Adds a commit on `main`; with `orphan`, one that has no history; with `isWhole`, one that holds
   * nothing but these files.
   */
  async commit(
    files: Iterable<[string, CommittedFile]>,
    options?: { orphan?: boolean; isWhole?: boolean },
  ): Promise<string> {
    const parts = [
      'commit refs/heads/main\ncommitter kratix <> 0 +0000\ndata 1\nx\n',
    ];
    if (!options?.orphan && (await this.head())) {
      parts.push('from refs/heads/main^0\n');
    }
    if (options?.isWhole) {
      parts.push('deleteall\n');
    }
    for (const [path, file] of files) {
      const name = JSON.stringify(path);
      if (file === null) {
        parts.push(`D ${name}\n`);
        continue;
      }
      const [mode, content] =
        typeof file === 'string' ? ['100644', file] : ['120000', file.link];
      parts.push(
        `M ${mode} inline ${name}\ndata ${Buffer.byteLength(
          content,
        )}\n${content}\n`,
      );
    }
    await this.git(
      ['fast-import', '--quiet', '--force'],
      `${parts.join('')}\n`,
    );
    return (await this.head()) ?? '';
  }

  /** Gives a branch another name, and makes that the default one. */
  async renameBranch(from: string, to: string): Promise<void> {
    await this.git(['branch', '-m', from, to]);
    await this.git(['symbolic-ref', 'HEAD', `refs/heads/${to}`]);
  }

  /** Takes the repository away, as if its host were down. */
  async hide(): Promise<void> {
    await rename(this.directory, `${this.directory}.away`);
  }

  async show(): Promise<void> {
    await rename(`${this.directory}.away`, this.directory);
  }

  /** Puts an empty repository in its place. */
  async replace(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true });
    await this.init();
  }

  async remove(): Promise<void> {
    await rm(this.root, { recursive: true, force: true });
  }

  private async init(): Promise<void> {
    await this.run(['init', '--quiet', '--bare', '-b', 'main', this.directory]);
    await this.git(['config', 'uploadpack.allowFilter', 'true']);
  }

  private async head(): Promise<string | undefined> {
    const refs = await this.git(['for-each-ref', '--format=%(objectname)']);
    return refs.trim() || undefined;
  }

  private git(args: string[], input?: string): Promise<string> {
    return this.run(['-C', this.directory, ...args], input);
  }

  private async run(args: string[], input?: string): Promise<string> {
    const child = spawn('git', args, {
      env: {
        PATH: process.env.PATH,
        GIT_CONFIG_GLOBAL: '/dev/null',
        GIT_CONFIG_NOSYSTEM: '1',
      },
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'inherit'],
    });
    child.stdin?.end(input);
    const [output, [code]] = await Promise.all([
      child.stdout ? text(child.stdout) : '',
      once(child, 'close'),
    ]);
    if (code !== 0) {
      throw new Error(`git ${args.join(' ')} ended with ${code}`);
    }
    return output;
  }
}
