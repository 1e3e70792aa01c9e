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

/**
 * Reads `git cat-file --batch` for objects that exist.
 *
 * @param count - of the objects asked for
 */
export async function* parseBlobs(
  output: AsyncIterable<Buffer>,
  count: number,
): AsyncGenerator<{ id: string; content: Buffer }> {
  const bytes = new Bytes(output);
  for (let index = 0; index < count; index += 1) {
    const header = await bytes.line();
    const [id, type, size] = header.split(' ');
    if (type !== 'blob') {
      throw new Error(`git has no content for ${id}: ${type}`);
    }
    const content = await bytes.take(Number(size));
    await bytes.take(1);
    yield { id, content };
  }
}

/**
 * Reads `git cat-file --batch-check`, a piece at a time as it comes.
 *
 * @param sizes - is given the size of each content in bytes, by id; objects that are not there are left out
 */
export async function parseSizes(
  output: AsyncIterable<Buffer>,
  sizes: Map<string, number>,
): Promise<void> {
  let rest = '';
  for await (const piece of output) {
    const lines = `${rest}${piece.toString('latin1')}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [id, type, size] = line.split(' ');
      if (type === 'blob') {
        sizes.set(id, Number(size));
      }
    }
  }
}
