import { GitFailure } from './GitFailure';
import { ObjectReader } from './ObjectReader';
import { entryOf, TreeChanges } from './parseTree';

/** Commits between two that are looked through; more are taken for another history. */
const MAX_COMMITS = 10_000;

interface TreeItem {
  mode: string;
  id: string;
}

type Tree = ReadonlyMap<string, TreeItem>;

const EMPTY = Buffer.alloc(0);

function isTree(item: TreeItem | undefined): boolean {
  return item?.mode === '40000';
}

/**
 * Walks through a tree object: mode, space, name, NUL, id in binary, without anything between entries,
 * sorted by name.
 */
class TreeCursor {
  private start = 0;
  private nameStart = 0;
  private nameEnd = 0;
  private end = 0;

  constructor(
    private readonly content: Buffer,
    private readonly idBytes: number,
  ) {
    this.advance();
  }

  get isAtEnd(): boolean {
    return this.start >= this.content.length;
  }

  advance() {
    this.start = this.end;
    if (!this.isAtEnd) {
      this.nameStart = this.content.indexOf(0x20, this.start) + 1;
      this.nameEnd = this.content.indexOf(0, this.nameStart);
      this.end = this.nameEnd + 1 + this.idBytes;
      const isWhole =
        this.nameStart > this.start &&
        this.nameEnd > this.nameStart &&
        this.end <= this.content.length;
      if (!isWhole) {
        throw new GitFailure('cat-file', 'a tree is damaged');
      }
    }
  }

  /** Whether both are at the same entry, with the same content. */
  equals({ content, start, end }: TreeCursor): boolean {
    return (
      !this.isAtEnd &&
      content.compare(this.content, this.start, this.end, start, end) === 0
    );
  }

  /** Negative where the name here comes first; 0 where it is the same. */
  compareNames({ content, nameStart, nameEnd }: TreeCursor): number {
    return this.content.compare(
      content,
      nameStart,
      nameEnd,
      this.nameStart,
      this.nameEnd,
    );
  }

  moveTo(items: Map<string, TreeItem>) {
    const { content } = this;
    items.set(content.toString('utf8', this.nameStart, this.nameEnd), {
      mode: content.toString('latin1', this.start, this.nameStart - 1),
      id: content.toString('hex', this.nameEnd + 1, this.end),
    });
    this.advance();
  }
}

/** The entries of two tree objects without those that both have; most often both have nearly all. */
function differences(
  older: Buffer,
  newer: Buffer,
  idBytes: number,
): { old: Tree; now: Tree } {
  const old = new Map<string, TreeItem>();
  const now = new Map<string, TreeItem>();
  const left = new TreeCursor(older, idBytes);
  const right = new TreeCursor(newer, idBytes);
  while (!left.isAtEnd || !right.isAtEnd) {
    if (left.equals(right)) {
      left.advance();
      right.advance();
      continue;
    }
    const order = left.isAtEnd || right.isAtEnd ? 0 : left.compareNames(right);
    if (!left.isAtEnd && order <= 0) {
      left.moveTo(old);
    }
    if (!right.isAtEnd && order >= 0) {
      right.moveTo(now);
    }
  }
  return { old, now };
}

function parseCommit(content: Buffer): { tree: string; parents: string[] } {
  const [head] = content.toString('utf8').split('\n\n');
  const of = (key: string) =>
    head
      .split('\n')
      .flatMap(line =>
        line.startsWith(`${key} `) ? line.slice(key.length + 1) : [],
      );
  return { tree: of('tree')[0], parents: of('parent') };
}

/** Whether the newer commit descends from the older one, as far as the copy reaches. */
async function isAncestor(
  objects: ObjectReader,
  older: string,
  newer: string,
): Promise<boolean> {
  const seen = new Set([newer]);
  // A set is iterated in the order of insertion, what is added meanwhile included.
  for (const id of seen) {
    if (id === older) {
      return true;
    }
    // What lies beyond the copy is missing.
    const [commit] = await objects.read([id]);
    const parents = commit ? parseCommit(commit.content).parents : [];
    parents.forEach(parent => seen.add(parent));
    if (seen.size > MAX_COMMITS) {
      return false;
    }
    if (parents.includes(older)) {
      return true;
    }
  }
  return false;
}

/** Compares two trees, reading only those of their folders that differ. */
class TreeComparison {
  readonly changes: TreeChanges = { changed: [], removed: [] };

  constructor(
    private readonly objects: ObjectReader,
    private readonly idBytes: number,
  ) {}

  /** The folder of a commit; undefined where it has none. */
  async folder(commit: string, path: string): Promise<TreeItem | undefined> {
    const { tree } = parseCommit(await this.objects.require(commit, 'commit'));
    let item: TreeItem | undefined = { mode: '40000', id: tree };
    for (const name of path.split('/').filter(Boolean)) {
      const content = await this.read(item);
      item = differences(EMPTY, content, this.idBytes).now.get(name);
      if (!isTree(item)) {
        return undefined;
      }
    }
    return item;
  }

  async compare(
    before: TreeItem | undefined,
    after: TreeItem | undefined,
    path: string,
  ): Promise<void> {
    if (before?.id === after?.id) {
      return;
    }
    const { old, now } = differences(
      await this.read(before),
      await this.read(after),
      this.idBytes,
    );
    for (const name of new Set([...old.keys(), ...now.keys()])) {
      const was = old.get(name);
      const is = now.get(name);
      const at = path ? `${path}/${name}` : name;
      if (isTree(was) || isTree(is)) {
        await this.compare(
          isTree(was) ? was : undefined,
          isTree(is) ? is : undefined,
          at,
        );
      }
      const file = isTree(is) ? undefined : is;
      const oldFile = isTree(was) ? undefined : was;
      if (file && (file.id !== oldFile?.id || file.mode !== oldFile.mode)) {
        this.changes.changed.push(entryOf(file.mode, file.id, at));
      } else if (oldFile && !file) {
        this.changes.removed.push(at);
      }
    }
  }

  private async read(item: TreeItem | undefined): Promise<Buffer> {
    return item ? await this.objects.require(item.id, 'tree') : EMPTY;
  }
}

/**
 * Finds what differs below a folder between two commits.
 *
 * @returns undefined where the newer one does not descend from the older one, or the copy of the
 * repository does not tell
 * @throws GitFailure where the copy lacks what it should have.
 */
export async function compareCommits(
  objects: ObjectReader,
  [older, newer]: [string, string],
  path: string,
): Promise<TreeChanges | undefined> {
  const [known] = await objects.read([older]);
  if (known?.type !== 'commit') {
    return undefined;
  }
  if (!(await isAncestor(objects, older, newer))) {
    return undefined;
  }
  const comparison = new TreeComparison(objects, newer.length / 2);
  await comparison.compare(
    await comparison.folder(older, path),
    await comparison.folder(newer, path),
    path,
  );
  return comparison.changes;
}
