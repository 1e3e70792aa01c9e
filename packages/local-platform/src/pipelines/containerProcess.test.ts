import { spawnSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ContainerLog, MAX_LOG_BYTES } from './ContainerLog';
import { baseEnvironment, ProcessStart, runProcess } from './containerProcess';
import { LogActivity } from './LogActivity';
import { LogReadOptions, readLog } from './readLog';

describe('runProcess', () => {
  let directory: string;
  let counter = 0;
  const activity = new LogActivity();

  beforeAll(async () => {
    directory = await fs.mkdtemp(path.join(tmpdir(), 'process-'));
    await fs.mkdir(path.join(directory, 'tmp'));
  });

  afterAll(() => fs.rm(directory, { recursive: true, force: true }));

  const run = async (
    script: string,
    options: Partial<ProcessStart> & { command?: string[] } = {},
  ) => {
    const id = `test-${process.pid}-${counter++}`;
    const file = path.join(directory, `${id}.log`);
    const log = await ContainerLog.create(file, activity);
    const result = await runProcess({
      id,
      command: ['node', '-e', script],
      env: baseEnvironment(directory),
      workingDir: directory,
      log,
      signal: new AbortController().signal,
      graceMs: () => 100,
      timeoutMs: 60_000,
      ...options,
    });
    await log.close();
    return { result, file };
  };

  const read = async (file: string, options: LogReadOptions = {}) => {
    let text = '';
    for await (const part of readLog(file, activity, options)) {
      text += part;
    }
    return text;
  };

  /** A process that was killed may stay as a zombie where nobody collects it; it does nothing any more. */
  const isAlive = (pid: number) => {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
  };

  it.each([
    ['', { exitCode: 0, reason: 'Completed' }],
    ['process.exit(3)', { exitCode: 3, reason: 'Error' }],
    ['throw new Error("x")', { exitCode: 1, reason: 'Error' }],
    ['process.kill(process.pid)', { exitCode: 143, reason: 'Error' }],
  ])('tells how %j ended', async (script, expected) => {
    expect((await run(script)).result).toEqual(expected);
  });

  it('says why a command cannot be started', async () => {
    const { result } = await run('', { command: ['no-such-program'] });
    expect(result).toMatchObject({ exitCode: 128, reason: 'StartError' });
    expect(result.message).toContain('no-such-program');
  });

  it('gives the process nothing of its own environment', async () => {
    process.env.KRATIX_TEST_SECRET = 'secret';
    const { file } = await run('console.log(Object.keys(process.env).join())');
    delete process.env.KRATIX_TEST_SECRET;
    expect((await read(file)).trim().split(',').sort()).toEqual([
      'HOME',
      'KRATIX_LOCAL_PLATFORM_CONTAINER',
      'LANG',
      'PATH',
      'TMPDIR',
    ]);
  });

  it('kills what hangs, however hard it clings', async () => {
    const { result } = await run(
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)',
      { timeoutMs: 300 },
    );
    expect(result).toMatchObject({ exitCode: 137, reason: 'DeadlineExceeded' });
  });

  it('ends when it is told to', async () => {
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 100);
    const { result } = await run('setInterval(() => {}, 1000)', {
      signal: abort.signal,
    });
    expect(result).toEqual({ exitCode: 143, reason: 'Error' });
  });

  it('leaves no child behind, not even one that left the group and holds the output', async () => {
    const child =
      'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)';
    const { result, file } = await run(`
      const { spawn } = require('node:child_process');
      for (const detached of [false, true]) {
        console.log(spawn(process.execPath, ['-e', ${JSON.stringify(
          child,
        )}], { detached, stdio: 'inherit' }).pid);
      }
      process.exit(0);
    `);
    expect(result.exitCode).toBe(0);
    const pids = (await read(file)).trim().split('\n').map(Number);
    expect(pids).toHaveLength(2);
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('keeps the beginning of what prints too much, and does not hold it up', async () => {
    const before = process.memoryUsage().rss;
    const { result, file } = await run(`
      const line = 'x'.repeat(1023) + '\\n';
      for (let n = 0; n < 50 * 1024; n++) require('node:fs').writeSync(1, line);
    `);
    expect(result).toEqual({ exitCode: 0, reason: 'Completed' });
    const { size } = await fs.stat(file);
    expect(size).toBeLessThan(MAX_LOG_BYTES + 1024);
    expect(size).toBeGreaterThan(MAX_LOG_BYTES - 4096);
    expect(await read(file, { tailLines: 1 })).toMatch(/longer than 10 MiB/);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
  }, 60_000);

  it('keeps both outputs, lines without end and broken UTF-8', async () => {
    const { file } = await run(`
      process.stderr.write('err\\n');
      process.stdout.write(Buffer.from([0x61, 0xff, 0x0a]));
      process.stdout.write('y'.repeat(40000));
    `);
    const lines = (await read(file)).split('\n');
    expect(lines).toContain('err');
    expect(lines).toContain('a\ufffd');
    expect(lines.filter(line => /^y+$/.test(line)).join('')).toHaveLength(
      40000,
    );
  });

  it('reads the part of a log that is asked for', async () => {
    const { file } = await run('for (const n of [1,2,3]) console.log("l" + n)');
    expect(await read(file)).toBe('l1\nl2\nl3\n');
    expect(await read(file, { tailLines: 2 })).toBe('l2\nl3\n');
    expect(await read(file, { tailLines: 0 })).toBe('');
    expect(await read(file, { limitBytes: 4 })).toBe('l1\nl');
    expect(await read(file, { timestamps: true, tailLines: 1 })).toMatch(
      /^\d{4}-\d\d-\d\dT[\d:.]+Z l3\n$/,
    );
    expect(await read(file, { sinceTime: '2100-01-01T00:00:00Z' })).toBe('');
    expect(await read(file, { follow: true })).toBe('l1\nl2\nl3\n');
    expect(await read(path.join(directory, 'none'))).toBe('');
  });

  it('follows a log until the container ends', async () => {
    const go = path.join(directory, 'go');
    const id = `test-${process.pid}-${counter}`;
    const running = run(`
      console.log('first');
      const wait = () => require('node:fs').existsSync(${JSON.stringify(go)})
        ? console.log('last') : setTimeout(wait, 20);
      wait();
    `);
    const file = path.join(directory, `${id}.log`);
    let seen = '';
    while (activity.version(file) === undefined) {
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    for await (const text of readLog(file, activity, { follow: true })) {
      seen += text;
      if (seen === 'first\n') {
        await fs.writeFile(go, '');
      }
    }
    await running;
    expect(seen).toBe('first\nlast\n');
  });
});
