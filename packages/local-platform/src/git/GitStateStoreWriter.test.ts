import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { BareRepositories } from './BareRepositories';
import { GitHttpServer } from './GitHttpServer';
import { GitStateStoreWriter } from './GitStateStoreWriter';
import { git } from './runGit';
import { GitStateStoreAddress } from './stateStoreWriter';

const token = 'top-secret-token';

describe('GitStateStoreWriter', () => {
  let root: string;
  let repositories: BareRepositories;
  let server: GitHttpServer;
  let store: GitStateStoreAddress;
  let counter = 0;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'state-store-'));
    repositories = new BareRepositories(path.join(root, 'repositories'));
    server = await GitHttpServer.start({ repositories, port: 0, token });
  });

  afterAll(async () => {
    await server.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  beforeEach(async () => {
    const name = `store-${counter++}`;
    await repositories.ensure(name);
    store = {
      url: `${server.url}/${name}.git`,
      branch: 'main',
      credentials: { method: 'basicAuth', username: 'kratix', password: token },
      author: { name: 'kratix', email: '' },
    };
  });

  const newWriter = (minimumFetchIntervalMs?: number) =>
    new GitStateStoreWriter({
      directory: path.join(root, `mirrors-${counter++}`),
      minimumFetchIntervalMs,
    });

  const inRepository = async (...args: string[]) => {
    const name = path.basename(new URL(store.url).pathname, '.git');
    const directory = await repositories.find(name);
    return (await git(args, { cwd: directory })).trim();
  };

  const text = (content: Uint8Array | undefined) =>
    content && Buffer.from(content).toString('utf8');

  it('makes the branch with the first commit, authored and committed as asked', async () => {
    const { sha } = await newWriter().write(store, {
      message: 'Update from: a.b-5058f',
      files: [{ path: 'catalog/a b.yaml', content: Buffer.from('kind: A\n') }],
    });
    expect(await inRepository('rev-parse', 'main')).toBe(sha);
    expect(
      await inRepository('log', '-1', '--format=%an|%ae|%cn|%ce|%B', 'main'),
    ).toBe('kratix||kratix||Update from: a.b-5058f');
    expect(await inRepository('show', 'main:catalog/a b.yaml')).toBe('kind: A');
  });

  it('replaces a directory: what is not written again is gone, what lies beside stays', async () => {
    const writer = newWriter();
    const file = (name: string) => ({ path: name, content: Buffer.from(name) });
    await writer.write(store, {
      message: 'one',
      files: [file('d/old'), file('d/kept'), file('dd/beside'), file('x')],
    });
    await writer.write(store, {
      message: 'two',
      removeDirs: ['d/'],
      removeFiles: ['x', 'never-was'],
      files: [file('d/kept'), file('d/new')],
    });
    expect(
      (await inRepository('ls-tree', '-r', '--name-only', 'main')).split('\n'),
    ).toEqual(['d/kept', 'd/new', 'dd/beside']);
  });

  it('makes no commit when nothing changes', async () => {
    const writer = newWriter();
    const change = {
      message: 'same',
      removeDirs: ['d'],
      files: [{ path: 'd/f', content: Buffer.from('1') }],
    };
    expect((await writer.write(store, change)).sha).toMatch(/^[0-9a-f]{40}$/);
    expect(await writer.write(store, change)).toEqual({});
    expect(
      await newWriter().write(store, {
        message: 'remove',
        removeFiles: ['nothing'],
      }),
    ).toEqual({});
    expect(await inRepository('rev-list', '--count', 'main')).toBe('1');
  });

  it('reads what is at the head, and nothing that is not a file', async () => {
    const writer = newWriter(0);
    expect(await writer.read(store, 'a/b')).toBeUndefined();
    const content = Uint8Array.from([0, 255, 10, 13, 34, 92]);
    await newWriter().write(store, {
      message: 'm',
      files: [{ path: 'a/b', content }],
    });
    expect(await writer.read(store, 'a/b')).toEqual(Buffer.from(content));
    expect(await writer.read(store, 'a')).toBeUndefined();
    expect(await writer.read(store, 'a/*')).toBeUndefined();
  });

  it('loses no commit when several writers push at once', async () => {
    const writers = [newWriter(60_000), newWriter(60_000), newWriter(60_000)];
    await Promise.all(
      writers.flatMap((writer, w) =>
        [0, 1, 2].map(n =>
          writer.write(store, {
            message: `commit ${w}-${n}`,
            files: [{ path: `${w}/${n}`, content: Buffer.from(`${w}${n}`) }],
          }),
        ),
      ),
    );
    const messages = (await inRepository('log', '--format=%s', 'main')).split(
      '\n',
    );
    expect(messages).toHaveLength(9);
    expect(new Set(messages).size).toBe(9);
    const files = await inRepository('ls-tree', '-r', '--name-only', 'main');
    expect(files.split('\n')).toHaveLength(9);
    expect(await inRepository('rev-list', '--merges', 'main')).toBe('');
  }, 60_000);

  it('puts what comes while a store is busy into one push, a commit each', async () => {
    const writer = newWriter(60_000);
    await inRepository('config', 'core.logAllRefUpdates', 'true');
    const shas = await Promise.all(
      Array.from({ length: 6 }, (_, n) =>
        writer.write(store, {
          message: `commit ${n}`,
          files: [{ path: `${n}`, content: Buffer.from(`${n}`) }],
        }),
      ),
    );
    expect(
      (await inRepository('log', '--reverse', '--format=%H %s', 'main')).split(
        '\n',
      ),
    ).toEqual(shas.map(({ sha }, n) => `${sha} commit ${n}`));
    expect(await inRepository('reflog', 'show', '--format=%H', 'main')).toBe(
      shas[5].sha,
    );
  }, 60_000);

  it('writes the others when one of the changes that wait cannot be made', async () => {
    const writer = newWriter(60_000);
    const write = (file: string) =>
      writer.write(store, {
        message: file,
        files: [{ path: file, content: Buffer.from(file) }],
      });
    const [first, bad, last] = await Promise.allSettled([
      write('first'),
      write('../outside'),
      write('last'),
    ]);
    expect(first.status).toBe('fulfilled');
    expect(bad).toMatchObject({ status: 'rejected' });
    expect(last.status).toBe('fulfilled');
    expect(
      (await inRepository('ls-tree', '-r', '--name-only', 'main')).split('\n'),
    ).toEqual(['first', 'last']);
  }, 60_000);

  it('is not stopped by what a killed git process left in the mirror', async () => {
    const directory = path.join(root, `mirrors-${counter++}`);
    const files = (content: string) => [
      { path: 'f', content: Buffer.from(content) },
    ];
    await new GitStateStoreWriter({ directory }).write(store, {
      message: 'one',
      files: files('1'),
    });
    const [name] = await fs.readdir(directory);
    const mirror = path.join(directory, name);
    await fs.mkdir(path.join(mirror, 'refs', 'kratix', 'heads'), {
      recursive: true,
    });
    for (const lock of [
      'index.lock',
      'packed-refs.lock',
      'refs/kratix/draft.lock',
      'refs/kratix/heads/main.lock',
    ]) {
      await fs.writeFile(path.join(mirror, lock), '');
    }
    await new GitStateStoreWriter({ directory }).write(store, {
      message: 'two',
      files: files('2'),
    });
    expect(await inRepository('log', '--format=%s', 'main')).toBe('two\none');
  });

  it('makes a damaged mirror anew', async () => {
    const directory = path.join(root, `mirrors-${counter++}`);
    const change = (content: string) => ({
      message: content,
      files: [{ path: 'f', content: Buffer.from(content) }],
    });
    await new GitStateStoreWriter({ directory }).write(store, change('1'));
    const [name] = await fs.readdir(directory);
    await fs.rm(path.join(directory, name, 'objects'), { recursive: true });
    await new GitStateStoreWriter({ directory }).write(store, change('2'));
    expect(await inRepository('log', '--format=%s', 'main')).toBe('2\n1');
  });

  it('says that credentials were refused, and does not show them', async () => {
    const credentials = {
      method: 'basicAuth' as const,
      username: 'kratix',
      password: 'not-the-token',
    };
    const error: unknown = await newWriter()
      .check({ ...store, credentials })
      .catch(e => e);
    expect(String(error)).toMatch(/refused the credentials/);
    expect(String(error)).not.toContain('not-the-token');
    expect(String(error)).not.toContain(
      Buffer.from('kratix:not-the-token').toString('base64'),
    );
    await expect(
      newWriter().check({ ...store, credentials: undefined }),
    ).rejects.toThrow(/refused the credentials/);
  });

  it('checks without leaving a trace', async () => {
    await newWriter().check(store);
    expect(await inRepository('for-each-ref')).toBe('');
    await newWriter().write(store, {
      message: 'm',
      files: [{ path: 'f', content: Buffer.from('1') }],
    });
    await newWriter().check(store);
    expect(await inRepository('rev-list', '--all', '--count')).toBe('1');
  });

  it('names a repository that is missing', async () => {
    await expect(
      newWriter().read({ ...store, url: `${server.url}/none.git` }, 'f'),
    ).rejects.toThrow(/none\.git could not be used/);
  });

  it.each([
    '/abs',
    '../up',
    'a/../b',
    'a//b',
    './a',
    '.git/config',
    'a/.GIT/hooks/x',
    'a\\..\\b',
    'GIT~1/x',
    'a\nb',
    '',
  ])('refuses the path %j', async file => {
    await expect(
      newWriter().write(store, {
        message: 'm',
        files: [{ path: file, content: Buffer.from('1') }],
      }),
    ).rejects.toThrow(/cannot be written to a repository/);
    expect(await inRepository('for-each-ref')).toBe('');
  });

  it.each([
    'file:///etc',
    '/etc',
    'ext::sh -c true',
    '--upload-pack=touch',
    'http://example.com/a.git',
    'https://user:password@example.com/a.git',
    '-oProxyCommand=x@host:path',
  ])('refuses the url %j', async url => {
    await expect(newWriter().read({ ...store, url }, 'f')).rejects.toThrow();
  });

  it('keeps any content and any allowed path unchanged', async () => {
    const writer = newWriter();
    const component = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
      .filter(
        name =>
          !/[/\\\p{Cc}]/u.test(name) && !/^\.+$|^(\.git|git~)/i.test(name),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(component, { minLength: 1, maxLength: 3 }),
        fc.uint8Array({ maxLength: 200 }),
        async (components, content) => {
          const file = ['files', ...components].join('/');
          await writer.write(store, {
            message: 'm',
            removeDirs: ['files'],
            files: [{ path: file, content }],
          });
          expect(await writer.read(store, file)).toEqual(Buffer.from(content));
        },
      ),
      { numRuns: 15 },
    );
    expect(text(await writer.read(store, 'files'))).toBeUndefined();
  }, 60_000);
});
