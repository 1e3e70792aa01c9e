import { setImmediate } from 'node:timers/promises';

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

/** Bytes that are read at a time, so that nothing else waits for a hundred thousand files. */
const PIECE = 256 * 1024;

/** Reads `git ls-tree -r -z`. */
export async function parseTree(output: Buffer): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < output.length; ) {
    const nul = output.indexOf(0, Math.min(at + PIECE, output.length - 1));
    const end = nul < 0 ? output.length : nul;
    for (const record of output.toString('utf8', at, end).split('\0')) {
      const tab = record.indexOf('\t');
      const [mode, , id] = record.slice(0, tab).split(' ');
      entries.push(entryOf(mode, id, record.slice(tab + 1)));
    }
    at = end + 1;
    await setImmediate();
  }
  return entries;
}
