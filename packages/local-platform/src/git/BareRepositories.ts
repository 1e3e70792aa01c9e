import { promises as fs } from 'node:fs';
import path from 'node:path';
import { git } from './runGit';

const NAME = /^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/;

/**
 * The settings of every repository that is served: history is only ever added to, what arrives is
 * checked, and clients may ask for parts of it (partial clone).
 */
const CONFIG = `[receive]
	denyNonFastForwards = true
	denyDeletes = true
	fsckObjects = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
[gc]
	autoDetach = false
`;

/** The bare Git repositories below one directory. */
export class BareRepositories {
  constructor(private readonly root: string) {}

  /** Whether a name can be a repository's: lower-case letters, digits, and `.`, `_`, `-` between them. */
  static isValidName(name: string): boolean {
    return (
      NAME.test(name) &&
      !name.includes('..') &&
      !name.endsWith('.git') &&
      !name.endsWith('.lock')
    );
  }

  /** The directory of a repository, `undefined` when there is none of that name. */
  async find(name: string): Promise<string | undefined> {
    if (!BareRepositories.isValidName(name)) {
      return undefined;
    }
    const directory = this.directory(name);
    const head = await fs
      .stat(path.join(directory, 'HEAD'))
      .catch(() => undefined);
    return head?.isFile() ? directory : undefined;
  }

  /**
   * The directory of a repository, which is made when there is none; its branch is `main`.
   *
   * @throws Error when the name is not valid.
   */
  async ensure(name: string): Promise<string> {
    if (!BareRepositories.isValidName(name)) {
      throw new Error(
        `"${name}" cannot be the name of a repository: use lower-case letters, digits, and ".", "_" or "-" between them, at most 100 characters`,
      );
    }
    const existing = await this.find(name);
    if (existing) {
      return existing;
    }
    await fs.mkdir(this.root, { recursive: true });
    // Made aside and renamed, so that a repository is either whole or not there.
    const draft = await fs.mkdtemp(path.join(this.root, '.new-'));
    await git([
      'init',
      '--quiet',
      '--bare',
      '--template=',
      '--initial-branch=main',
      draft,
    ]);
    await fs.appendFile(path.join(draft, 'config'), CONFIG);
    const directory = this.directory(name);
    try {
      await fs.rename(draft, directory);
    } catch (error) {
      await fs.rm(draft, { recursive: true, force: true });
      if (!(await this.find(name))) {
        throw error;
      }
    }
    return directory;
  }

  /**
   * Removes what a process that was killed left behind: half-made repositories and lock files. Only
   * safe while nothing else works on the repositories.
   */
  async cleanUp(): Promise<void> {
    const entries = await fs.readdir(this.root).catch(() => []);
    for (const entry of entries) {
      const directory = path.join(this.root, entry);
      if (entry.startsWith('.new-')) {
        await fs.rm(directory, { recursive: true, force: true });
      } else if (entry.endsWith('.git')) {
        await removeLocks(directory);
      }
    }
  }

  private directory(name: string): string {
    return path.join(this.root, `${name}.git`);
  }
}

/** Removes lock files and half-received objects that a killed git process left in a bare repository. */
export async function removeLocks(directory: string): Promise<void> {
  const list = async (sub: string, matches: (name: string) => boolean) =>
    (
      await fs
        .readdir(path.join(directory, sub), { recursive: sub === 'refs' })
        .catch(() => [])
    )
      .filter(matches)
      .map(name => path.join(directory, sub, name));
  const leftOver = [
    ...(await list('.', name => name.endsWith('.lock'))),
    ...(await list('refs', name => name.endsWith('.lock'))),
    ...(await list('objects', name => name.startsWith('tmp_objdir-'))),
  ];
  for (const file of leftOver) {
    await fs.rm(file, { recursive: true, force: true });
  }
}
