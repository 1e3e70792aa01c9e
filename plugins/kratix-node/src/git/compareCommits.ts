import { ObjectReader } from './ObjectReader';
import { entryOf, TreeChanges } from './parseTree';

/** Commits between two that are looked through; more are taken for another history. */
const MAX_COMMITS = 10_000;

interface TreeItem {
  mode: string;
  id: string;
}

type Tree = ReadonlyMap<string, TreeItem>;

const EMPTY: Tree = new Map();

function isTree(item: TreeItem | undefined): boolean {
  return item?.mode === '40000';
}

/** Reads a tree object: mode, space, name, NUL, id in binary, without anything between entries. */
function parseTreeObject(content: Buffer, idBytes: number): Tree {
  const items = new Map<string, TreeItem>();
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const end = content.indexOf(0, space);
    const name = content.toString('utf8', space + 1, end);
    const next = end + 1 + idBytes;
    items.set(name, {
      mode: content.toString('latin1', at, space),
      id: content.toString('hex', end + 1, next),
    });
    at = next;
  }
  return items;
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
      item = (await this.read(item)).get(name);
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
    const old = await this.read(before);
    const now = await this.read(after);
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

  private async read(item: TreeItem | undefined): Promise<Tree> {
    return item
      ? parseTreeObject(
          await this.objects.require(item.id, 'tree'),
          this.idBytes,
        )
      : EMPTY;
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
