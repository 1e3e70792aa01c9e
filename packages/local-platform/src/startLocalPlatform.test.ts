import { promises as fs } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitError, runGit } from './git/runGit';
import { ResourceType } from './kube';
import {
  LocalPlatform,
  LocalPlatformOptions,
  startLocalPlatform,
} from './startLocalPlatform';
import { thing, writePromise } from './testing/promiseDirectory';
import { until } from './testing/until';

const THINGS: ResourceType = {
  group: 'test.example.com',
  version: 'v1',
  resource: 'things',
};

jest.setTimeout(60_000);

describe('startLocalPlatform', () => {
  let root: string;
  let platform: LocalPlatform | undefined;
  let errors: string[];
  let messages: string[];

  beforeEach(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'platform-'));
    errors = [];
    messages = [];
  });

  afterEach(async () => {
    await platform?.stop();
    platform = undefined;
    await fs.rm(root, { recursive: true, force: true });
  });

  const start = async (options: Partial<LocalPlatformOptions> = {}) => {
    platform = await startLocalPlatform({
      dataDir: path.join(root, 'data'),
      port: 0,
      gitPort: 0,
      retryBackoffMs: 20,
      logger: {
        info: message => messages.push(message),
        error: message => errors.push(message),
      },
      ...options,
    });
    return platform;
  };

  const inRepository = async (repository: string, ...args: string[]) => {
    const result = await runGit(args, {
      cwd: path.join(root, 'data', 'repositories', `${repository}.git`),
    });
    if (result.exitCode !== 0) {
      throw new GitError(args[0], result.exitCode, result.stderr);
    }
    return result.stdout.toString('utf8').trim();
  };

  const file =
    'main:catalog/resources/default/thing/a/configure/5058f/result.txt';

  const show = (revision: string) =>
    inRepository('catalog', 'show', revision).catch(() => undefined);

  it('takes a request through its pipeline to a commit, an update to another, and a deletion to its removal', async () => {
    const promises = await writePromise(
      path.join(root, 'promises'),
      `const object = fs.readFileSync(root + '/input/object.yaml', 'utf8');
       fs.writeFileSync(root + '/output/result.txt', /value: (\\w+)/.exec(object)[1]);
       fs.writeFileSync(root + '/metadata/status.yaml', 'message: made');`,
    );
    const { client } = await start({ promises: [promises] });
    expect(messages).toContain('Promise thing created');
    await until('the API of the Promise', async () =>
      client.list(THINGS).catch(() => undefined),
    );
    await client.create(THINGS, thing('a', 'first'));
    await until('the file', async () => (await show(file)) === 'first');
    await until('the request to be reconciled', async () => {
      const request = await client.get(THINGS, 'a', 'default');
      return JSON.stringify(request?.status).includes('"reason":"Reconciled"');
    });
    await client.mergePatch(THINGS, 'a', 'default', {
      spec: { value: 'second' },
    });
    await until('the new file', async () => (await show(file)) === 'second');
    await client.delete(THINGS, 'a', 'default');
    await until('the file to go', async () => (await show(file)) === undefined);
    const log = await inRepository('catalog', 'log', '--format=%s', 'main');
    expect(log.split('\n').map(line => line.split(':')[0])).toEqual([
      'Delete from',
      'Update from',
      'Update from',
    ]);
    expect(errors).toEqual([]);
  });

  it('writes a kubeconfig that only its user can read, and keeps the token over a restart', async () => {
    const first = await start();
    expect((await fs.stat(first.kubeconfigPath)).mode & 0o777).toBe(0o600);
    const { token } = first;
    await first.stop();
    const second = await start();
    expect(second.token).toBe(token);
    expect(await fs.readFile(second.kubeconfigPath, 'utf8')).toContain(
      second.url,
    );
  });

  it('tells of a broken Promise, and installs the others', async () => {
    const promises = await writePromise(path.join(root, 'promises'), '');
    await fs.mkdir(path.join(promises, 'broken'));
    await fs.writeFile(
      path.join(promises, 'broken', 'promise.yaml'),
      'kind: [',
    );
    await start({ promises: [promises] });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(path.join('broken', 'promise.yaml'));
    expect(messages).toContain('Promise thing created');
  });

  it('installs nothing twice', async () => {
    const promises = await writePromise(path.join(root, 'promises'), '');
    await (await start({ promises: [promises] })).stop();
    await start({ promises: [promises] });
    expect(messages.filter(message => message.startsWith('Promise'))).toEqual([
      'Promise thing created',
      'Promise thing unchanged',
    ]);
  });

  it('says which port is taken, and how to choose another', async () => {
    const other = createServer();
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    try {
      await expect(start({ port })).rejects.toThrow(
        `Port ${port} is taken. Stop what uses it, or choose another with --port.`,
      );
      await expect(start({ gitPort: port })).rejects.toThrow('--git-port');
      await start();
    } finally {
      other.close();
    }
  });

  it('works on a directory alone', async () => {
    await start();
    await expect(
      startLocalPlatform({ dataDir: path.join(root, 'data'), port: 0 }),
    ).rejects.toThrow(/already runs on .*--data-dir/);
  });

  it('names an image mapping that is not there', async () => {
    await expect(start({ images: ['/none/images.yaml'] })).rejects.toThrow(
      '/none/images.yaml',
    );
  });
});
