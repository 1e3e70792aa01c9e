import { randomBytes } from 'node:crypto';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { isErrno } from '../process/processGroup';

/** The directory that a platform keeps everything in, held by one platform at a time. */
export class DataDirectory {
  private constructor(
    /** Absolute, without links. */
    readonly directory: string,
    private readonly lock: Database.Database,
  ) {}

  /**
   * Makes the directory when there is none, and takes hold of it. The hold ends with the process,
   * however that ends.
   *
   * @throws Error when another platform holds it, naming its process.
   */
  static async open(directory: string): Promise<DataDirectory> {
    await fs.mkdir(directory, { recursive: true, mode: 0o700 });
    const real = await fs.realpath(directory);
    const pidFile = path.join(real, 'platform.pid');
    const lock = new Database(path.join(real, 'platform.lock'), { timeout: 0 });
    try {
      lock.pragma('locking_mode = EXCLUSIVE');
      lock.exec('BEGIN EXCLUSIVE');
    } catch (cause) {
      lock.close();
      if (!isErrno(cause, 'SQLITE_BUSY')) {
        throw cause;
      }
      const pid = await fs.readFile(pidFile, 'utf8').catch(() => 'unknown');
      throw new Error(
        `A local platform already runs on ${real} (process ${pid.trim()}). Stop it, or choose another directory with --data-dir.`,
        { cause },
      );
    }
    await fs.writeFile(pidFile, `${process.pid}\n`);
    return new DataDirectory(real, lock);
  }

  file(...parts: string[]): string {
    return path.join(this.directory, ...parts);
  }

  /** The token of this platform; made once. */
  async token(): Promise<string> {
    const file = this.file('token');
    const existing = await fs.readFile(file, 'utf8').catch(() => '');
    if (/^[\w-]{32,}$/.test(existing.trim())) {
      return existing.trim();
    }
    const token = randomBytes(32).toString('base64url');
    await this.writePrivate('token', `${token}\n`);
    return token;
  }

  /** Writes a file that only this user may read; a reader never sees half of it. */
  async writePrivate(name: string, content: string): Promise<string> {
    const file = this.file(name);
    const draft = `${file}.${process.pid}.new`;
    await fs.writeFile(draft, content, { mode: 0o600 });
    await fs.rename(draft, file);
    return file;
  }

  async close(): Promise<void> {
    await fs.rm(this.file('platform.pid'), { force: true });
    this.lock.close();
  }
}
