import { StateStoreFile } from '../StateStoreReader';

const decoder = new TextDecoder('utf-8', { fatal: true });

/** The file with these bytes, or why it is none: only UTF-8 text without NUL is handed on. */
export function readText(
  path: string,
  contentHash: string,
  bytes: Uint8Array,
): StateStoreFile {
  try {
    const content = decoder.decode(bytes);
    if (!content.includes('\0')) {
      return { path, contentHash, content };
    }
  } catch {
    // Told below.
  }
  return { path, skipped: 'It is not UTF-8 text.' };
}

/** Compares paths as `<` does. */
export function byPath(a: { path: string }, b: { path: string }): number {
  if (a.path === b.path) {
    return 0;
  }
  return a.path < b.path ? -1 : 1;
}
