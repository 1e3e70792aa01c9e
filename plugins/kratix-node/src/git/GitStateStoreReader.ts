import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { GitLocation } from '../stateStoreLocation';
import {
  StateStoreChanges,
  StateStoreFile,
  StateStoreReader,
  StateStoreWrite,
} from '../StateStoreReader';
import { byPath, readText } from '../stateStores/readText';
import { Turns } from '../watch/Turns';
import { checkGitLocation } from './checkGitLocation';
import { GitCommand, GitCredentials } from './GitCommand';
import { GitFailure, remoteError } from './GitFailure';
import { GitMirror } from './GitMirror';
import { StoredContent } from './parseBlobs';
import { TreeEntry } from './parseTree';
import { queryHead } from './queryHead';
import { SshFiles, SshIdentity } from './SshFiles';

/**
 * Options of a {@link GitStateStoreReader}.
 *
 * @public
 */
export interface GitStateStoreReaderOptions {
  /** What to read. */
  location: GitLocation;
  /**
   * Existing or new directory in which copies of repositories are kept. It may be lost at any time;
   * while it is kept, only what is new is fetched. Not to be shared by several processes.
   */
  cacheDirectory: string;
  /** For http(s), or what gives those of the moment, asked before each read. Default: none. */
  credentials?: GitCredentials | (() => Promise<GitCredentials | undefined>);
  /** For ssh. Default: keys and known hosts of the user that this process runs as. */
  ssh?: SshIdentity;
  /** Which files count; of others nothing is read. Paths as in `StateStoreFile`. Default: all. */
  include?: (path: string) => boolean;
  /** Larger files are skipped. Default: 1 MiB. */
  maxFileBytes?: number;
  /** The git program. Default: `git` on the PATH. */
  gitBinary?: string;
}

/** Git's name for a tree without files. */
const NOTHING = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const REVISION = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
/** What Kratix writes at a time fits into one object of Kubernetes. */
const MOST_FILES_OF_WRITE = 1000;
const FILES_AT_A_TIME = 10_000;
const MIB = 1024 * 1024;

/**
 * Reads a branch of a Git repository with the system's git, from a partial copy on disk.
 *
 * Reads of one reader happen one after another. A repository without any commit reads as empty, but
 * only where nothing else has been read before: one that has lost its commits is reported with a
 * NotFoundError, as is a missing branch.
 *
 * @public
 */
export class GitStateStoreReader implements StateStoreReader {
  readonly description: string;
  private readonly options: GitStateStoreReaderOptions;
  private readonly location: GitLocation;
  private readonly cacheDirectory: string;
  private readonly maxFileBytes: number;
  private readonly git: GitCommand;
  private readonly mirror: GitMirror;
  private readonly ssh: SshFiles;
  private readonly turns = new Turns(1);
  private credentials?: GitCredentials;
  private suspect = false;
  /** Whether a commit has ever been read. */
  private hasRead = false;
  /** Whether a query of our own has ever failed where git's went well. */
  private isGitNeeded = false;

  /** @throws InputError where the location cannot be one. */
  constructor(options: GitStateStoreReaderOptions) {
    this.options = options;
    this.location = checkGitLocation(options.location);
    const { url, branch, path } = this.location;
    this.description = `${url} (branch ${branch}${path && `, path ${path}`})`;
    this.cacheDirectory = resolve(options.cacheDirectory);
    this.maxFileBytes = options.maxFileBytes ?? MIB;
    this.ssh = new SshFiles(options.ssh, this.cacheDirectory);
    this.git = new GitCommand({
      directory: this.cacheDirectory,
      url,
      binary: options.gitBinary,
    });
    this.mirror = new GitMirror({
      git: this.git,
      directory: join(this.cacheDirectory, `${mirrorName(this.location)}.git`),
      branch,
      maxFileBytes: this.maxFileBytes,
    });
  }

  async read(since?: string): Promise<StateStoreChanges> {
    return this.turns.run(async () => {
      await this.prepare();
      try {
        const changes = await this.readMirror(since);
        this.hasRead ||= changes.revision !== NOTHING;
        return changes;
      } catch (error) {
        if (!(error instanceof GitFailure)) {
          throw error;
        }
        const empty = await this.diagnose(since);
        if (empty) {
          return empty;
        }
      }
      // The remote is well, so the copy is not.
      await this.mirror.discard();
      try {
        return await this.readMirror(since);
      } catch (error) {
        throw error instanceof GitFailure
          ? remoteError(this.description, error)
          : error;
      }
    });
  }

  async readWrite(
    revision: string,
    folder: string,
    include: (path: string) => boolean,
  ): Promise<StateStoreWrite> {
    if (!REVISION.test(revision)) {
      throw new InputError(`${revision} is no commit.`);
    }
    return this.turns.run(async () => {
      await this.prepare();
      try {
        const found = await this.mirror.parentOf(revision);
        if (!found) {
          throw new NotFoundError(
            `${this.description} has no commit ${revision}, or not the one before it: its history was rewritten, or it is another repository.`,
          );
        }
        const { parent } = found;
        const files = await this.filesAt(revision, folder, include);
        return parent === undefined
          ? { files }
          : {
              files,
              before: {
                revision: parent,
                files: await this.filesAt(parent, folder, include),
              },
            };
      } catch (error) {
        throw error instanceof GitFailure
          ? remoteError(this.description, error)
          : error;
      }
    });
  }

  private async filesAt(
    commit: string,
    folder: string,
    include: (path: string) => boolean,
  ): Promise<StateStoreFile[]> {
    const all = await this.mirror.files(commit, folder);
    const entries = all.filter(({ path }) => include(path));
    if (entries.length > MOST_FILES_OF_WRITE) {
      throw new InputError(
        `Commit ${commit} has more than ${MOST_FILES_OF_WRITE} files in ${folder}.`,
      );
    }
    const files: StateStoreFile[] = [];
    for await (const file of await this.provide(entries)) {
      files.push(file);
    }
    return files;
  }

  private async prepare() {
    await mkdir(this.cacheDirectory, { recursive: true });
    this.credentials = await this.currentCredentials();
    this.git.authenticate(this.credentials, await this.ssh.provide());
    if (this.suspect) {
      await this.mirror.discard();
      this.suspect = false;
    }
  }

  private async readMirror(since?: string): Promise<StateStoreChanges> {
    const { path } = this.location;
    if (since && (await this.isHead(since))) {
      // Nothing is fetched then, not even into a new copy.
      return unchanged(since);
    }
    const base = since && REVISION.test(since) ? since : undefined;
    const { revision, changes } = base
      ? await this.mirror.fetchChanges(base, path, changed =>
          this.includes(changed),
        )
      : { revision: await this.mirror.fetch(), changes: undefined };
    if (since === revision) {
      return unchanged(revision);
    }
    if (changes) {
      return {
        revision,
        complete: false,
        changed: await this.provide(changes.changed, changes.contents),
        removed: changes.removed.filter(removed => this.includes(removed)),
      };
    }
    const files = await this.mirror.files(revision, path);
    await setImmediate();
    return {
      revision,
      complete: true,
      changed: await this.provide(files),
      removed: [],
    };
  }

  /** Whether the branch is, at the remote, still where it was. */
  private async isHead(revision: string): Promise<boolean> {
    const { url, branch } = this.location;
    if (!this.isGitNeeded) {
      const head = await queryHead(url, branch, this.credentials);
      if (head) {
        return head === revision;
      }
    }
    const ref = `refs/heads/${branch}`;
    const output = await this.git.run(['ls-remote', 'origin', ref]);
    const [line] = output.toString('utf8').split('\n');
    const [head, name] = line.split('\t');
    if (name === ref) {
      this.isGitNeeded = true;
      return head === revision;
    }
    return false;
  }

  /** Asks the remote alone what it has, to tell its faults from those of the copy. */
  private async diagnose(
    since?: string,
  ): Promise<StateStoreChanges | undefined> {
    let output: Buffer;
    try {
      output = await this.git.run(['ls-remote', '--heads', 'origin']);
    } catch (error) {
      throw error instanceof GitFailure
        ? remoteError(this.description, error)
        : error;
    }
    const refs = output.toString('utf8').split('\n').filter(Boolean);
    const { branch } = this.location;
    if (refs.some(ref => ref.endsWith(`\trefs/heads/${branch}`))) {
      return undefined;
    }
    if (refs.length) {
      throw new NotFoundError(
        `${this.location.url} has no branch ${branch}. Check the branch of the state store.`,
      );
    }
    // Who asks for everything does not say that something was there before.
    if (since ? since !== NOTHING : this.hasRead) {
      throw new NotFoundError(
        `${this.location.url} has no commits any more, though it had some before; what was read from it stays.`,
      );
    }
    return {
      revision: NOTHING,
      complete: !since,
      changed: none(),
      removed: [],
    };
  }

  private async provide(
    entries: TreeEntry[],
    /** What has been read already, by id. */
    contents: ReadonlyMap<string, Buffer> = new Map(),
  ): Promise<AsyncIterable<StateStoreFile>> {
    const included: TreeEntry[] = [];
    // Of a hundred thousand files each step takes long enough: others get their turn in between.
    for (let at = 0; at < entries.length; at += FILES_AT_A_TIME) {
      for (const entry of entries.slice(at, at + FILES_AT_A_TIME)) {
        if (this.includes(entry.path)) {
          included.push(entry);
        }
      }
      await setImmediate();
    }
    included.sort(byPath);
    await setImmediate();
    const readable = included.filter(({ skipped }) => !skipped);
    if (readable.every(({ id }) => contents.has(id))) {
      await this.mirror.maintain();
      return repeatable(() => given(included, contents));
    }
    const stored = await this.mirror.provide(readable.map(({ id }) => id));
    await this.mirror.maintain();
    return repeatable(() => this.iterate(included, stored));
  }

  private async *iterate(
    entries: TreeEntry[],
    stored: AsyncIterable<StoredContent[]>,
  ): AsyncGenerator<StateStoreFile> {
    let at = 0;
    try {
      for await (const contents of stored) {
        for (const { content } of contents) {
          for (; entries[at].skipped; at += 1) {
            yield skip(entries[at]);
          }
          const { path, id } = entries[at];
          at += 1;
          yield content
            ? readText(path, id, content)
            : {
                path,
                skipped: `It is larger than ${this.maxFileBytes} bytes.`,
              };
        }
      }
      for (; at < entries.length; at += 1) {
        yield skip(entries[at]);
      }
    } catch (error) {
      if (error instanceof GitFailure && error.command === 'fetch') {
        throw remoteError(this.description, error);
      }
      this.suspect = true;
      throw new ServiceUnavailableError(
        `${this.description} cannot be read: the local copy is damaged and will be made anew`,
        error,
      );
    }
  }

  /** Credentials never travel to anything but the http(s) host that they are meant for. */
  private async currentCredentials(): Promise<GitCredentials | undefined> {
    const { credentials } = this.options;
    if (!/^https?:/.test(this.location.url)) {
      return undefined;
    }
    return typeof credentials === 'function'
      ? await credentials()
      : credentials;
  }

  private includes(path: string): boolean {
    return this.options.include?.(path) ?? true;
  }
}

function unchanged(revision: string): StateStoreChanges {
  return { revision, complete: false, changed: none(), removed: [] };
}

function repeatable<T>(iterate: () => AsyncIterator<T>): AsyncIterable<T> {
  return { [Symbol.asyncIterator]: iterate };
}

function skip({ path, skipped }: TreeEntry): StateStoreFile {
  return { path, skipped };
}

async function* given(
  entries: TreeEntry[],
  contents: ReadonlyMap<string, Buffer>,
): AsyncGenerator<StateStoreFile> {
  for (const { path, id, skipped } of entries) {
    const content = contents.get(id);
    yield content && !skipped ? readText(path, id, content) : { path, skipped };
  }
}

async function* none(): AsyncGenerator<StateStoreFile> {}

function mirrorName({ url, branch, path }: GitLocation): string {
  return createHash('sha256')
    .update([url, branch, path].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
