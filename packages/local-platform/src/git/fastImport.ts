import { GitStateStoreAddress, StateStoreChange } from './stateStoreWriter';
import { checkPath } from './checkPath';

/** The ref that a commit is built on; what it points at is not part of any branch yet. */
export const DRAFT_REF = 'refs/kratix/draft';

/**
 * The input of `git fast-import` that makes one commit on {@link DRAFT_REF}.
 *
 * @param base - the commit to build on; a first commit has none
 * @param seconds - the time of the commit, in seconds since 1970
 * @throws StateStoreError when a path may not be in a repository
 */
export function* fastImportStream(
  change: StateStoreChange,
  author: GitStateStoreAddress['author'],
  base: string | undefined,
  seconds: number,
): Generator<string | Uint8Array> {
  const person = `${plain(author.name)} <${plain(
    author.email,
  )}> ${seconds} +0000`;
  yield `reset ${DRAFT_REF}\n`;
  yield `commit ${DRAFT_REF}\n`;
  yield `author ${person}\n`;
  yield `committer ${person}\n`;
  yield* data(Buffer.from(change.message, 'utf8'));
  if (base) {
    yield `from ${base}\n`;
  }
  for (const removed of [
    ...(change.removeDirs ?? []),
    ...(change.removeFiles ?? []),
  ]) {
    yield `D ${quoted(checkPath(removed))}\n`;
  }
  for (const file of change.files ?? []) {
    yield `M 100644 inline ${quoted(checkPath(file.path))}\n`;
    yield* data(file.content);
  }
  yield 'done\n';
}

function* data(content: Uint8Array): Generator<string | Uint8Array> {
  yield `data ${content.byteLength}\n`;
  yield content;
  yield '\n';
}

function quoted(path: string): string {
  return `"${path.replace(/["\\]/g, '\\$&')}"`;
}

function plain(text: string): string {
  return text.replace(/[<>\p{Cc}]/gu, '').trim();
}
