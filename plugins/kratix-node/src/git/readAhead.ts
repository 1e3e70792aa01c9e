import { StoredContent } from './parseBlobs';

/** Contents that are fetched before any is read. */
export const FIRST_CONTENTS = 2_000;
/** How many times as many come next: to start a program takes a large process long. */
const GROWTH = 10;

/** Where contents come from. */
export interface ContentSource {
  /** Brings contents here, as far as the remote gives them. */
  fetch(ids: string[]): Promise<void>;
  /** Those that are here, in the order of the ids, some at a time; the others as missing. */
  stored(ids: string[]): AsyncIterable<StoredContent[]>;
}

/** Those before the first that is missing without having been asked for. */
function upToMissing(blobs: StoredContent[], asked: number): StoredContent[] {
  const end = blobs.findIndex(
    ({ absent }, index) => absent === 'missing' && index >= asked,
  );
  return end < 0 ? blobs : blobs.slice(0, end);
}

/**
 * Gives contents in the order of their ids, some at a time, and fetches those to come while the reader is busy with
 * those that are here. What stays missing although it was fetched is given as missing.
 *
 * @param expected - how many, from the first, are likely here; one that is not is fetched
 * @param fetched - how many, from the first, have been fetched by name already
 */
export async function* readAhead(
  ids: string[],
  source: ContentSource,
  { expected, fetched }: { expected: number; fetched: number },
): AsyncGenerator<StoredContent[]> {
  let at = 0;
  let here = expected;
  let asked = fetched;
  let next: Promise<void> | undefined;
  const fetchUntil = (end: number) => {
    next = source.fetch(ids.slice(Math.max(at, asked), end));
    // Whatever comes of it is told to whoever reads that far.
    next.catch(() => {});
    asked = Math.min(end, ids.length);
  };
  try {
    while (at < ids.length) {
      if (here < ids.length) {
        fetchUntil(here + GROWTH * (here - at));
      }
      for await (const blobs of source.stored(ids.slice(at, here))) {
        const known = upToMissing(blobs, asked - at);
        at += known.length;
        yield known;
        if (known !== blobs) {
          break;
        }
      }
      if (at < here) {
        fetchUntil(here);
      }
      await next;
      here = Math.max(here, asked);
    }
  } finally {
    await next?.catch(() => {});
  }
}
