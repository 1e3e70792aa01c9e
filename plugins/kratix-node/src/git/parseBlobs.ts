/** A reader of bytes that come in pieces of any size. */
export class Bytes {
  private readonly source: AsyncIterator<Buffer>;
  private current: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async line(): Promise<string> {
    const parts: Buffer[] = [];
    for (;;) {
      const end = this.current.indexOf(10);
      if (end >= 0) {
        parts.push(this.current.subarray(0, end));
        this.current = this.current.subarray(end + 1);
        return Buffer.concat(parts).toString('utf8');
      }
      parts.push(this.current);
      await this.more();
    }
  }

  async take(count: number): Promise<Buffer> {
    if (this.current.length >= count) {
      const taken = this.current.subarray(0, count);
      this.current = this.current.subarray(count);
      return taken;
    }
    const parts: Buffer[] = [];
    let missing = count;
    while (missing > 0) {
      if (!this.current.length) {
        await this.more();
      }
      const part = this.current.subarray(0, missing);
      parts.push(part);
      missing -= part.length;
      this.current = this.current.subarray(part.length);
    }
    return Buffer.concat(parts);
  }

  /** Passes over bytes without keeping them. */
  async skip(count: number): Promise<undefined> {
    let missing = count;
    while (missing > this.current.length) {
      missing -= this.current.length;
      await this.more();
    }
    this.current = this.current.subarray(missing);
    return undefined;
  }

  private async more() {
    const next = await this.source.next();
    if (next.done) {
      throw new Error('git ended in the middle of an object');
    }
    this.current = next.value;
  }
}

/** What a repository has of a content that was asked for. */
export interface StoredContent {
  id: string;
  content?: Buffer;
  /** Why there is no content. */
  absent?: 'missing' | 'tooLarge';
}

/**
 * Reads `git cat-file --batch`, as many contents at a time as a piece of its output ends.
 *
 * @param ids - those that were asked for
 * @param maxBytes - contents larger than that are not kept
 */
export async function* parseBlobs(
  output: AsyncIterable<Buffer>,
  ids: string[],
  maxBytes: number,
): AsyncGenerator<StoredContent[]> {
  let pieces: Buffer[] = [];
  let size = 0;
  /** Bytes that have to be there before it is worth looking. */
  let wanted = 1;
  let skipped = 0;
  let next = 0;
  for await (const piece of output) {
    const start = Math.min(skipped, piece.length);
    skipped -= start;
    pieces.push(start ? piece.subarray(start) : piece);
    size += piece.length - start;
    if (size < wanted) {
      continue;
    }
    const bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    const found: StoredContent[] = [];
    let at = 0;
    wanted = 1;
    for (; next < ids.length; next += 1) {
      const end = bytes.indexOf(10, at);
      if (end < 0) {
        break;
      }
      const id = ids[next];
      const [, type, length] = bytes.toString('latin1', at, end).split(' ');
      if (type === 'missing') {
        found.push({ id, absent: 'missing' });
        at = end + 1;
        continue;
      }
      if (type !== 'blob') {
        throw new Error(`git has no content for ${id}: ${type}`);
      }
      const contentEnd = end + 1 + Number(length);
      if (Number(length) > maxBytes) {
        found.push({ id, absent: 'tooLarge' });
        skipped = Math.max(0, contentEnd + 1 - bytes.length);
        at = Math.min(contentEnd + 1, bytes.length);
        continue;
      }
      if (contentEnd >= bytes.length) {
        wanted = contentEnd + 1 - at;
        break;
      }
      found.push({ id, content: bytes.subarray(end + 1, contentEnd) });
      at = contentEnd + 1;
    }
    pieces = [bytes.subarray(at)];
    size = bytes.length - at;
    if (found.length) {
      yield found;
    }
  }
  if (next < ids.length) {
    throw new Error('git ended before it had given all contents');
  }
}
