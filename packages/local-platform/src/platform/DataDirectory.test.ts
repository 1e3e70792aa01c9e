import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DataDirectory } from './DataDirectory';

describe('DataDirectory', () => {
  let root: string;

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'data-'));
  });

  afterEach(() => fs.rm(root, { recursive: true, force: true }));

  it('is held by one at a time', async () => {
    const directory = path.join(root, 'made', 'on demand');
    const first = await DataDirectory.open(directory);
    await expect(DataDirectory.open(directory)).rejects.toThrow(
      `process ${process.pid}`,
    );
    await first.close();
    await (await DataDirectory.open(directory)).close();
  });

  it('is let go when its process is killed', async () => {
    const child = spawn(
      process.execPath,
      [
        '-e',
        `const db = new (require('better-sqlite3'))(${JSON.stringify(
          path.join(root, 'platform.lock'),
        )});
         db.pragma('locking_mode = EXCLUSIVE');
         db.exec('BEGIN EXCLUSIVE');
         console.log('held');
         setInterval(() => {}, 1000);`,
      ],
      { cwd: __dirname, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await once(child.stdout, 'data');
    await expect(DataDirectory.open(root)).rejects.toThrow(/already runs/);
    child.kill('SIGKILL');
    await once(child, 'exit');
    await (await DataDirectory.open(root)).close();
  });

  it('keeps its token, which nobody else can read', async () => {
    const first = await DataDirectory.open(root);
    const token = await first.token();
    expect(token).toMatch(/^[\w-]{43}$/);
    await first.close();
    const second = await DataDirectory.open(root);
    expect(await second.token()).toBe(token);
    const { mode } = await fs.stat(second.file('token'));
    expect(mode & 0o777).toBe(0o600);
    await second.close();
  });
});
