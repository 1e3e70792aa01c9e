import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { runGit } from './git/runGit';
import { callPlatform } from './platform/callPlatform';
import { thing, writePromise } from './testing/promiseDirectory';
import { until } from './testing/until';

jest.setTimeout(120_000);

/** Kills whole platforms, started as people start them, and looks at what becomes of their work. */
describe('a platform that is killed', () => {
  let root: string;
  let child: ChildProcess | undefined;
  /** The same after each start, as they are where people work. */
  let ports: number[];

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'killed-'));
    ports = await freePorts(2);
  });

  afterEach(async () => {
    if (child && child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await fs.rm(root, { recursive: true, force: true });
  });

  const dataDir = () => path.join(root, 'data');

  const start = async () => {
    const started = spawn(
      process.execPath,
      [
        path.resolve(__dirname, '../bin/kratix-local-platform'),
        'start',
        ...['--data-dir', dataDir()],
        ...['--port', String(ports[0]), '--git-port', String(ports[1])],
        ...['--promises', path.join(root, 'promises')],
        ...['--retry-backoff', '50ms'],
      ],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    child = started;
    for await (const line of createInterface(started.stdout)) {
      if (line.startsWith('The local platform runs')) {
        started.stdout.resume();
        return;
      }
    }
    throw new Error('The platform ended while it started');
  };

  const kill = async () => {
    child?.kill('SIGKILL');
    if (child) {
      await once(child, 'exit');
    }
  };

  const call = (method: string, apiPath: string, body?: object) =>
    callPlatform(path.join(dataDir(), 'kubeconfig'), method, apiPath, body);

  const things = '/apis/test.example.com/v1/namespaces/default/things';

  const createThing = (name: string) =>
    until(`the request ${name} to be accepted`, async () => {
      const { status } = await call('POST', things, thing(name));
      return status === 201 || status === 409;
    });

  const reconciled = (name: string) =>
    until(`the request ${name} to be reconciled`, async () => {
      const { body } = await call('GET', `${things}/${name}`);
      return body.includes('"reason":"Reconciled"');
    });

  const placementsWritten = (count: number) =>
    until(`${count} placements to be written`, async () => {
      const { body } = await call(
        'GET',
        '/apis/platform.kratix.io/v1alpha1/namespaces/default/workplacements',
      );
      const { items } = JSON.parse(body);
      return (
        items.length === count &&
        items.every((item: object) =>
          JSON.stringify(item).includes('"WorkloadsWrittenToStateStore"'),
        )
      );
    });

  const log = async () => {
    const { stdout } = await runGit(['log', '--format=%s', 'main'], {
      cwd: path.join(dataDir(), 'repositories', 'catalog.git'),
    });
    return stdout.toString('utf8').split('\n').filter(Boolean);
  };

  /** A zombie, which nobody collected yet, does nothing any more. */
  const isAlive = (pid: number) => {
    const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], {
      encoding: 'utf8',
    });
    return /^[^Z\s]/.test(stdout);
  };

  it('in the middle of a step runs the pipeline again, never beside what was left over', async () => {
    const runs = path.join(root, 'runs');
    const go = path.join(root, 'go');
    await writePromise(
      path.join(root, 'promises'),
      `const { spawnSync } = require('node:child_process');
       const runs = ${JSON.stringify(runs)};
       const before = fs.existsSync(runs)
         ? fs.readFileSync(runs, 'utf8').trim().split('\\n') : [];
       for (const pid of before) {
         const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', pid], { encoding: 'utf8' });
         if (/^[^Z\\s]/.test(stdout)) fs.appendFileSync(runs + '-overlap', pid);
       }
       fs.appendFileSync(runs, process.pid + '\\n');
       process.on('SIGTERM', () => {});
       const wait = () => fs.existsSync(${JSON.stringify(go)})
         ? fs.writeFileSync(root + '/output/result.txt', name)
         : setTimeout(wait, 20);
       wait();`,
    );
    const readRuns = async (count: number) =>
      until(`run ${count} of the step`, async () => {
        const text = await fs.readFile(runs, 'utf8').catch(() => '');
        const pids = text.split('\n').filter(Boolean).map(Number);
        return pids.length >= count ? pids : undefined;
      });
    await start();
    await createThing('a');
    const [first] = await readRuns(1);
    await kill();
    expect(isAlive(first)).toBe(true);
    await start();
    await readRuns(2);
    await until('the left-over process to end', async () => !isAlive(first));
    await fs.writeFile(go, '');
    await reconciled('a');
    await placementsWritten(1);
    expect(await log()).toHaveLength(1);
    expect(await readRuns(2)).toHaveLength(2);
    await expect(fs.access(`${runs}-overlap`)).rejects.toThrow();
  });

  it('in the middle of its commits loses none and makes none twice', async () => {
    await writePromise(
      path.join(root, 'promises'),
      `fs.writeFileSync(root + '/output/result.txt', name);`,
    );
    await start();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(names.map(createThing));
    for (const commits of [1, 3, 5]) {
      await until(`${commits} commits`, async () => {
        return (await log()).length >= commits;
      });
      await kill();
      await start();
    }
    await Promise.all(names.map(reconciled));
    await placementsWritten(names.length);
    const messages = await log();
    expect(messages).toHaveLength(names.length);
    expect(new Set(messages).size).toBe(names.length);
    const { stdout } = await runGit(['ls-tree', '-r', '--name-only', 'main'], {
      cwd: path.join(dataDir(), 'repositories', 'catalog.git'),
    });
    expect(
      names.filter(name => stdout.toString().includes(`/thing/${name}/`)),
    ).toEqual(names);
  });
});

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(async server => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const address = server.address();
      return typeof address === 'object' && address ? address.port : 0;
    }),
  );
  servers.forEach(server => server.close());
  return ports;
}
