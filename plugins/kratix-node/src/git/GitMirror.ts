import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { GitCommand, GitRunOptions } from './GitCommand';
import { GitFailure } from './GitFailure';
import { compareCommits } from './compareCommits';
import { ObjectReader } from './ObjectReader';
import { parseBlobs, StoredContent } from './parseBlobs';
import { parseTree, TreeChanges, TreeEntry } from './parseTree';
import { FIRST_CONTENTS, readAhead } from './readAhead';

type ChangesWithContents = TreeChanges & {
  /** By id. */
  contents: Map<string, Buffer>;
};

/** The local ref that holds what was fetched last. */
const HEAD = 'refs/mirror/head';
const UNADVERTISED = /unadvertised object|not our ref/i;
const OBJECT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})\n?$/;
/** In the header of a commit, before anything that its author wrote. */
const PARENT = /^tree [0-9a-f]+\nparent ([0-9a-f]+)\n/;
/** How far back a commit is looked for in a branch that is only given as a whole. */
const RECENT_COMMITS = 100;
/** Fetches after which their packs are looked at: each makes two. */
const FETCHES_UNTIL_MAINTENANCE = 20;
/** Contents that are kept at the same time. */
const FEW_FILES = 20;

/**
 * A bare, partial copy of one branch of a repository: commits and trees, and those contents that were
 * asked for. Its methods throw a GitFailure.
 */
export class GitMirror {
  private readonly git: GitCommand;
  private readonly directory: string;
  private readonly branch: string;
  private readonly maxFileBytes: number;
  private fetches = 0;
  /** Whether the copy may hold any contents. */
  private hasContents = true;
  /** Whether the remote has sent the whole branch because it gives no single contents. */
  private givesBranchesOnly = false;

  constructor(options: {
    git: GitCommand;
    /** Where the copy is kept. */
    directory: string;
    branch: string;
    /** Contents up to this size are fetched along with new commits. */
    maxFileBytes: number;
  }) {
    this.git = options.git;
    this.directory = options.directory;
    this.branch = options.branch;
    this.maxFileBytes = options.maxFileBytes;
  }

  /**
   * Fetches the newest commit of the branch, into a new copy nothing of what was before it.
   *
   * @returns the newest commit
   */
  async fetch(): Promise<string> {
    return await this.fetchHead(await this.initialize());
  }

  /**
   * Fetches the newest commit of the branch, and what lies between it and an earlier one.
   *
   * @returns the newest commit, and what differs below a folder, with the contents of the included files
   * where those are few; without `changes` where it does not descend from the earlier one
   */
  async fetchChanges(
    since: string,
    path: string,
    includes: (path: string) => boolean,
  ): Promise<{ revision: string; changes?: ChangesWithContents }> {
    const isNew = await this.initialize();
    const fetching = this.fetchHead(isNew && !(await this.hasFetched(since)));
    try {
      // To start a program takes a large process long: the second starts while the first fetches.
      await setImmediate();
      const changes = await this.changes(since, fetching, path, includes);
      return { revision: await fetching, changes };
    } finally {
      await Promise.allSettled([fetching]);
    }
  }

  private async fetchHead(isFirst: boolean): Promise<string> {
    if (isFirst) {
      // Of the first, huge fetch only some contents are wanted, and nothing of the history.
      await this.fetchBranch('blob:none', '--depth=1');
    } else {
      // With new commits come their contents.
      await this.fetchBranch(this.smallFiles());
    }
    this.hasContents = !isFirst;
    this.givesBranchesOnly = false;
    this.fetches += 1;
    return await this.head();
  }

  /** Fetches a commit alone. @returns false where the remote has it not, or does not give it. */
  private async hasFetched(commit: string): Promise<boolean> {
    try {
      await this.fetchRef(commit, 'blob:none', '--depth=1');
      return true;
    } catch (error) {
      if (error instanceof GitFailure) {
        return false;
      }
      throw error;
    }
  }

  /**
   * Finds the first parent of a commit, and sees that both are here, with nothing of their histories.
   *
   * @returns `parent`: absent where the commit is the first; undefined where the remote has it not
   */
  async parentOf(commit: string): Promise<{ parent?: string } | undefined> {
    const known = await this.knownParentOf(commit);
    if (known) {
      return known;
    }
    await this.initialize();
    try {
      await this.fetchRef(commit, 'blob:none', '--depth=2');
    } catch (error) {
      if (!(error instanceof GitFailure && UNADVERTISED.test(error.said))) {
        throw error;
      }
      // Either it is gone, or this is an older Git protocol, which gives branches only.
      await this.fetchBranch('blob:none', `--depth=${RECENT_COMMITS}`);
    }
    this.fetches += 1;
    return await this.knownParentOf(commit);
  }

  /** @returns undefined where the commit or its parent is not here */
  private async knownParentOf(
    commit: string,
  ): Promise<{ parent?: string } | undefined> {
    if (await this.isMissing()) {
      return undefined;
    }
    try {
      // Of a copy with less than its history, only the commit itself tells of its parents.
      const content = await this.run(['cat-file', 'commit', commit]);
      const parent = PARENT.exec(content.toString('utf8'))?.[1];
      if (parent) {
        await this.run(['cat-file', '-e', `${parent}^{tree}`]);
      }
      return { parent };
    } catch (error) {
      if (error instanceof GitFailure) {
        return undefined;
      }
      throw error;
    }
  }

  /** Makes the copy where there is none. @returns whether there was none */
  private async initialize(): Promise<boolean> {
    const isNew = await this.isMissing();
    if (isNew) {
      // What makes a directory a repository (gitrepository-layout): to start a program for it takes longer.
      await mkdir(join(this.directory, 'objects'), { recursive: true });
      await mkdir(join(this.directory, 'refs'), { recursive: true });
      await writeFile(
        join(this.directory, 'config'),
        '[core]\n\trepositoryformatversion = 0\n\tbare = true\n',
      );
      await writeFile(join(this.directory, 'HEAD'), 'ref: refs/heads/main\n');
    }
    return isNew;
  }

  /** Forgets everything; the next fetch starts anew. */
  async discard() {
    await rm(this.directory, { recursive: true, force: true });
  }

  async files(commit: string, path: string): Promise<TreeEntry[]> {
    const scope = path ? ['--', `${path}/`] : [];
    return await parseTree(
      await this.run(['ls-tree', '-r', '-z', '--full-tree', commit, ...scope]),
    );
  }

  private async changes(
    older: string,
    newer: Promise<string>,
    path: string,
    includes: (path: string) => boolean,
  ): Promise<ChangesWithContents | undefined> {
    const command = this.git.start(['cat-file', '--batch'], {
      gitDir: this.directory,
      isInteractive: true,
    });
    try {
      const objects = new ObjectReader(command, this.maxFileBytes);
      // The program has opened the copy when it has answered.
      await objects.read([older]);
      const revisions: [string, string] = [older, await newer];
      const changes = await compareCommits(objects, revisions, path);
      if (!changes) {
        return undefined;
      }
      const ids = changes.changed.flatMap(file =>
        file.skipped || !includes(file.path) ? [] : file.id,
      );
      const contents = new Map<string, Buffer>();
      if (ids.length <= FEW_FILES) {
        const found = await objects.read(ids);
        found.forEach((object, index) => {
          if (object) {
            contents.set(ids[index], object.content);
          }
        });
      }
      return { ...changes, contents };
    } catch (error) {
      // What git says of its end is more telling.
      command.input.end();
      await command.done;
      throw error;
    } finally {
      command.stop();
    }
  }

  /**
   * Sees that the first contents are here.
   *
   * @returns all of them in the order of their ids, some at a time, fetched ahead of whoever reads them;
   * one is absent where it is larger than is read. May be iterated again.
   */
  async provide(ids: string[]): Promise<AsyncIterable<StoredContent[]>> {
    // To look for thousands that are not here takes longer than to fetch them.
    const isBare = !this.hasContents;
    const fetched = isBare ? Math.min(FIRST_CONTENTS, ids.length) : 0;
    if (fetched) {
      await this.fetchContents(ids.slice(0, fetched));
    }
    this.hasContents = true;
    const expected = isBare ? fetched : ids.length;
    return {
      [Symbol.asyncIterator]: () => this.contents(ids, { expected, fetched }),
    };
  }

  private async *contents(
    ids: string[],
    known: { expected: number; fetched: number },
  ): AsyncGenerator<StoredContent[]> {
    const source = {
      fetch: async (wanted: string[]) => await this.fetchContents(wanted),
      stored: (wanted: string[]) => this.stored(wanted),
    };
    for await (const contents of readAhead(ids, source, known)) {
      for (const content of contents) {
        if (content.absent === 'missing') {
          if (!this.givesBranchesOnly) {
            throw new GitFailure(
              'fetch',
              `the content ${content.id} was not sent`,
            );
          }
          // What is missing of a whole branch was too large to be sent.
          content.absent = 'tooLarge';
        }
      }
      yield contents;
    }
  }

  private async *stored(ids: string[]): AsyncGenerator<StoredContent[]> {
    const command = this.git.start(['cat-file', '--batch', '--buffer'], {
      gitDir: this.directory,
      input: lines(ids),
    });
    try {
      const found = parseBlobs(command.output, ids, this.maxFileBytes);
      for await (const contents of found) {
        // How long the reader takes for them is not the command's fault.
        command.extend();
        yield contents;
        command.extend();
      }
    } catch (error) {
      await command.done;
      throw error;
    } finally {
      command.stop();
    }
  }

  /** Joins the small packs of many fetches now and then. */
  async maintain() {
    if (this.fetches >= FETCHES_UNTIL_MAINTENANCE) {
      this.fetches = 0;
      await this.run(['gc', '--auto', '--quiet'], { partial: true });
    }
  }

  private smallFiles(): string {
    return `blob:limit=${this.maxFileBytes + 1}`;
  }

  private async fetchBranch(filter: string, ...options: string[]) {
    await this.fetchRef(`refs/heads/${this.branch}`, filter, ...options);
  }

  private async fetchRef(ref: string, filter: string, ...options: string[]) {
    await this.run(
      [
        ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head'],
        // A remote may itself be a shallow copy.
        ...['--update-shallow', ...options],
        ...[`--filter=${filter}`, 'origin', `+${ref}:${HEAD}`],
      ],
      {
        partial: true,
        settings: {
          // What a new folder builds upon is stored once more beside it, which takes longer to compress
          // than all else: a folder is made of names of objects, and those hardly get smaller.
          'core.compression': '0',
        },
      },
    );
  }

  private async fetchContents(ids: string[]) {
    if (this.givesBranchesOnly) {
      return;
    }
    try {
      await this.run(
        [
          ...['fetch', '--quiet', '--no-tags', '--no-write-fetch-head'],
          ...['--filter=blob:none', '--stdin', 'origin'],
        ],
        {
          partial: true,
          input: lines([...new Set(ids)]),
          // There is nothing to find out about what both sides have: each content is named.
          settings: { 'fetch.negotiationAlgorithm': 'noop' },
        },
      );
    } catch (error) {
      if (!(error instanceof GitFailure && UNADVERTISED.test(error.said))) {
        throw error;
      }
      // Older versions of Git's protocol, such as ssh servers may speak, give whole branches only.
      await this.fetchBranch(this.smallFiles(), '--refetch');
      this.givesBranchesOnly = true;
    }
  }

  private async isMissing(): Promise<boolean> {
    return await access(join(this.directory, 'HEAD')).then(
      () => false,
      () => true,
    );
  }

  private async head(): Promise<string> {
    // To start a program for what a file holds costs more than all else in a small read.
    const loose = await readFile(join(this.directory, HEAD), 'utf8').catch(
      () => '',
    );
    if (OBJECT_ID.test(loose)) {
      return loose.trim();
    }
    const output = await this.run([
      'rev-parse',
      '--verify',
      '--quiet',
      `${HEAD}^{commit}`,
    ]);
    return output.toString('utf8').trim();
  }

  private run(args: string[], options: GitRunOptions = {}) {
    return this.git.run(args, { ...options, gitDir: this.directory });
  }
}

function lines(items: string[]): string {
  return `${items.join('\n')}\n`;
}
