/** A file of a commit. */
export interface TreeEntry {
  path: string;
  /** Object id of the content. */
  id: string;
  /** Why the content is not to be read. */
  skipped?: string;
}

/** What two commits differ in. */
export interface TreeChanges {
  changed: TreeEntry[];
  removed: string[];
}

const MODES: Record<string, string | undefined> = {
  '120000': 'It is a symbolic link.',
  '160000': 'It is a submodule.',
};

/** A file of a tree; some are not to be read. */
export function entryOf(mode: string, id: string, path: string): TreeEntry {
  const skipped = path.includes('\uFFFD')
    ? 'Its name is not UTF-8.'
    : MODES[mode];
  return skipped ? { path, id, skipped } : { path, id };
}

function records(output: Buffer): string[] {
  const text = output.toString('utf8');
  return text ? text.slice(0, -1).split('\0') : [];
}

/** Reads `git ls-tree -r -z`. */
export function parseTree(output: Buffer): TreeEntry[] {
  return records(output).map(record => {
    const tab = record.indexOf('\t');
    const [mode, , id] = record.slice(0, tab).split(' ');
    return entryOf(mode, id, record.slice(tab + 1));
  });
}
