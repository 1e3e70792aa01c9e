import { Writable } from 'node:stream';
import { GitFailure } from './GitFailure';
import { Bytes } from './parseBlobs';

/** An object of a repository. */
export interface GitObject {
  type: string;
  content: Buffer;
}

/**
 * Reads objects by id from a running `git cat-file --batch`, as many times as it likes: one program
 * answers every question about a change.
 */
export class ObjectReader {
  readonly #input: Writable;
  readonly #bytes: Bytes;
  readonly #maxBytes: number;

  /** @param maxBytes - contents of larger files are not kept */
  constructor(
    command: { input: Writable; output: AsyncIterable<Buffer> },
    maxBytes: number,
  ) {
    this.#input = command.input;
    this.#bytes = new Bytes(command.output);
    this.#maxBytes = maxBytes;
  }

  /**
   * @returns the objects in the order of their ids; undefined for one that is not here, or too large
   * a file. Not to be called again before it has settled.
   */
  async read(ids: string[]): Promise<(GitObject | undefined)[]> {
    const objects: (GitObject | undefined)[] = [];
    for (const id of ids) {
      // One at a time, so that neither side waits for the other to read.
      this.#input.write(`${id}\n`);
      objects.push(await this.#next());
    }
    return objects;
  }

  /** @throws GitFailure where there is no such object of this type. */
  async require(id: string, type: string): Promise<Buffer> {
    const [object] = await this.read([id]);
    if (object?.type !== type) {
      throw new GitFailure('cat-file', `there is no ${type} ${id}`);
    }
    return object.content;
  }

  async #next(): Promise<GitObject | undefined> {
    const [, type, size] = (await this.#bytes.line()).split(' ');
    if (size === undefined) {
      return undefined;
    }
    const isTooLarge = type === 'blob' && Number(size) > this.#maxBytes;
    const content = isTooLarge
      ? await this.#bytes.skip(Number(size))
      : await this.#bytes.take(Number(size));
    await this.#bytes.skip(1);
    return content && { type, content };
  }
}
