/** Knows which log files are being written, and lets readers wait for the next line. */
export class LogActivity {
  private readonly open = new Map<
    string,
    { version: number; waiting: Set<() => void> }
  >();

  start(file: string): void {
    this.open.set(file, { version: 0, waiting: new Set() });
  }

  written(file: string): void {
    const log = this.open.get(file);
    if (log) {
      log.version++;
      wake(log.waiting);
    }
  }

  end(file: string): void {
    const log = this.open.get(file);
    this.open.delete(file);
    wake(log?.waiting ?? new Set());
  }

  /** Rises with each write; `undefined` when nobody writes the file (any more). */
  version(file: string): number | undefined {
    return this.open.get(file)?.version;
  }

  /** Resolves when the file is at another version than the one seen, or `signal` is aborted. */
  async changed(
    file: string,
    seen: number,
    signal?: AbortSignal,
  ): Promise<void> {
    const log = this.open.get(file);
    if (!log || log.version !== seen || signal?.aborted) {
      return;
    }
    await new Promise<void>(resolve => {
      const done = () => {
        log.waiting.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      log.waiting.add(done);
      signal?.addEventListener('abort', done);
    });
  }
}

function wake(waiting: Set<() => void>) {
  for (const done of [...waiting]) {
    done();
  }
}
