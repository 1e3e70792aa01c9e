import { createHash } from 'node:crypto';
import { ServiceUnavailableError } from '@backstage/errors';
import {
  StateStoreChanges,
  StateStoreFile,
  StateStoreReader,
} from 'backstage-plugin-kratix-node';

type Files = ReadonlyMap<string, string>;

/** A state store in memory with a history that can be rewritten, for tests that need thousands of commits. */
export class MemoryStore implements StateStoreReader {
  readonly description = 'memory';
  /** Contents that were handed out, as paths. */
  readonly filesRead: string[] = [];
  isDown = false;
  #revision = 0;
  #history = new Map<string, Files>([['0', new Map()]]);

  get head(): Files {
    return this.#history.get(`${this.#revision}`) ?? new Map();
  }

  /** Undefined removes a file. */
  commit(changes: Record<string, string | undefined>): void {
    const files = new Map(this.head);
    for (const [path, content] of Object.entries(changes)) {
      if (content === undefined) {
        files.delete(path);
      } else {
        files.set(path, content);
      }
    }
    this.#revision += 1;
    this.#history.set(`${this.#revision}`, files);
  }

  /** Replaces the history; the files stay. */
  rewrite(): void {
    const files = this.head;
    this.#revision += 1;
    this.#history = new Map([[`${this.#revision}`, files]]);
  }

  async read(since?: string): Promise<StateStoreChanges> {
    if (this.isDown) {
      throw new ServiceUnavailableError('memory is down');
    }
    const head = this.head;
    const base = since === undefined ? undefined : this.#history.get(since);
    const changed = [...head]
      .filter(([path, content]) => base?.get(path) !== content)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      revision: `${this.#revision}`,
      complete: base === undefined,
      changed: this.#files(changed),
      removed: base ? [...base.keys()].filter(path => !head.has(path)) : [],
    };
  }

  async *#files(files: [string, string][]): AsyncIterable<StateStoreFile> {
    for (const [path, content] of files) {
      this.filesRead.push(path);
      yield {
        path,
        content,
        contentHash: createHash('sha1').update(content).digest('hex'),
      };
    }
  }
}
