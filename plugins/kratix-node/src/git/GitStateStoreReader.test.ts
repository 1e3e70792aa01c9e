import { chmod, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestGitServer, TestRepository } from '../__testUtils__/TestRepository';
import { StateStoreChanges } from '../StateStoreReader';
import {
  GitStateStoreReader,
  GitStateStoreReaderOptions,
} from './GitStateStoreReader';

describe('GitStateStoreReader', () => {
  let repository: TestRepository;

  beforeEach(async () => {
    repository = await TestRepository.create();
  });

  afterEach(async () => {
    await repository.remove();
  });

  function readerOf(
    options: Partial<GitStateStoreReaderOptions> & { path?: string } = {},
  ) {
    const { path = '', ...others } = options;
    return new GitStateStoreReader({
      location: { url: repository.url, branch: 'main', path },
      cacheDirectory: repository.cache,
      ...others,
    });
  }

  async function collect(changes: StateStoreChanges) {
    const files: Record<string, string> = {};
    for await (const { path, content, skipped } of changes.changed) {
      files[path] = content ?? `skipped: ${skipped}`;
    }
    const { complete, removed } = changes;
    return { complete, files, removed };
  }

  it('gives what a commit wrote and what was before, and knows which it has not', async () => {
    const first = await repository.commit({ 'd/a': 'a', 'd/b': 'b', c: 'c' });
    const second = await repository.commit({ 'd/a': 'a2', 'd/b': null });
    await repository.commit({ 'd/a': 'a3' });
    const reader = readerOf();
    const all = () => true;
    const write = await reader.readWrite(second, 'd', all);
    expect(write.files).toMatchObject([{ path: 'd/a', content: 'a2' }]);
    expect(write.before).toMatchObject({
      revision: first,
      files: [
        { path: 'd/a', content: 'a' },
        { path: 'd/b', content: 'b' },
      ],
    });
    // Only what was asked about was fetched: the two commits, and the contents of the folder.
    expect(await repository.commitsOfCopy()).toBe(2);
    expect(await repository.blobsOfCopy()).toBe(3);
    const start = await reader.readWrite(first, 'd', all);
    expect(start.files).toHaveLength(2);
    expect(start.before).toBeUndefined();
    await expect(
      reader.readWrite('0'.repeat(40), 'd', all),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(reader.readWrite('--all', 'd', all)).rejects.toMatchObject({
      name: 'InputError',
    });
  });

  it('gives all files first, and then what has changed', async () => {
    const first = await repository.commit({ 'a.yaml': 'a', 'd/b.yaml': 'b' });
    const reader = readerOf();
    const all = await reader.read();
    expect(all.revision).toBe(first);
    expect(await collect(all)).toEqual({
      complete: true,
      files: { 'a.yaml': 'a', 'd/b.yaml': 'b' },
      removed: [],
    });

    const second = await repository.commit({ 'a.yaml': 'a2', 'c.yaml': 'c' });
    await repository.commit({ 'd/b.yaml': null });
    const some = await reader.read(first);
    expect(await collect(some)).toEqual({
      complete: false,
      files: { 'a.yaml': 'a2', 'c.yaml': 'c' },
      removed: ['d/b.yaml'],
    });
    expect(await collect(await reader.read(second))).toEqual({
      complete: false,
      files: {},
      removed: ['d/b.yaml'],
    });
    expect(await collect(await reader.read(some.revision))).toEqual({
      complete: false,
      files: {},
      removed: [],
    });
  });

  it('gives equal hashes for equal contents', async () => {
    await repository.commit({ 'a.yaml': 'x', 'b.yaml': 'x', 'c.yaml': 'y' });
    const hashes = [];
    for await (const { contentHash } of (await readerOf().read()).changed) {
      hashes.push(contentHash);
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes[0]).not.toBe(hashes[2]);
  });

  it('goes on from an earlier revision after its copy is lost', async () => {
    const first = await repository.commit({ 'a.yaml': 'a', 'b.yaml': 'b' });
    await repository.commit({ 'a.yaml': 'a2' });
    expect(await collect(await readerOf().read(first))).toEqual({
      complete: false,
      files: { 'a.yaml': 'a2' },
      removed: [],
    });
  });

  it('reads contents that come back from an earlier commit', async () => {
    await repository.commit({ 'a.yaml': '1' });
    const second = await repository.commit({ 'a.yaml': '2' });
    const reader = readerOf();
    await reader.read();
    await repository.commit({ 'a.yaml': '1' });
    expect(await collect(await reader.read(second))).toMatchObject({
      files: { 'a.yaml': '1' },
    });
  });

  it('reads one folder only, with paths from the root', async () => {
    const first = await repository.commit({
      'a/x.yaml': 'x',
      'ab/y.yaml': 'y',
      'z.yaml': 'z',
    });
    const reader = readerOf({ path: '/a/' });
    expect((await collect(await reader.read())).files).toEqual({
      'a/x.yaml': 'x',
    });
    await repository.commit({ 'a/x.yaml': null, 'ab/y.yaml': null });
    expect(await collect(await reader.read(first))).toEqual({
      complete: false,
      files: {},
      removed: ['a/x.yaml'],
    });
    expect((await collect(await reader.read())).files).toEqual({});
  });

  it('leaves out what is not included, and does not even fetch it', async () => {
    const first = await repository.commit({
      'a.yaml': 'a',
      'b.tf': 'unwanted',
    });
    const reader = readerOf({ include: path => path.endsWith('.yaml') });
    expect((await collect(await reader.read())).files).toEqual({
      'a.yaml': 'a',
    });
    await repository.commit({ 'a.yaml': null, 'b.tf': null });
    expect((await reader.read(first)).removed).toEqual(['a.yaml']);
  });

  it('skips with a reason what is no text of a decent size', async () => {
    await repository.commit({
      'fine.yaml': 'Größe: ✓',
      'big.yaml': 'x'.repeat(1024 * 1024 + 1),
      'binary.yaml': Buffer.from([0xff, 0xfe, 0x00]),
      'nul.yaml': 'a\0b',
      'link.yaml': { link: '/etc/passwd' },
      'folder-link': { link: '..' },
    });
    expect((await collect(await readerOf().read())).files).toEqual({
      'fine.yaml': 'Größe: ✓',
      'big.yaml': 'skipped: It is larger than 1048576 bytes.',
      'binary.yaml': 'skipped: It is not UTF-8 text.',
      'nul.yaml': 'skipped: It is not UTF-8 text.',
      'link.yaml': 'skipped: It is a symbolic link.',
      'folder-link': 'skipped: It is a symbolic link.',
    });
  });

  it('reads odd names of files as they are', async () => {
    const files = {
      'with space.yaml': '1',
      'line\nfeed.yaml': '2',
      'tab\there.yaml': '3',
      '-n.yaml': '4',
      ':(glob)*.yaml': '5',
      'ü.yaml': '6',
    };
    await repository.commit(files);
    expect((await collect(await readerOf().read())).files).toEqual(files);
  });

  it('fetches nothing of the history, whether it begins or goes on after its copy is lost', async () => {
    let before = '';
    for (let index = 0; index < 20; index += 1) {
      before = await repository.commit({ 'a.yaml': `${index}` });
    }
    const reader = readerOf();
    await collect(await reader.read());
    expect(await repository.commitsOfCopy()).toBe(1);

    await repository.commit({ 'a.yaml': 'x' });
    await repository.commit({ 'b.yaml': 'y' });
    expect(await collect(await reader.read(before))).toEqual({
      complete: false,
      files: { 'a.yaml': 'x', 'b.yaml': 'y' },
      removed: [],
    });
    expect(await repository.commitsOfCopy()).toBe(3);

    await rm(repository.cache, { recursive: true });
    expect(await collect(await readerOf().read(before))).toEqual({
      complete: false,
      files: { 'a.yaml': 'x', 'b.yaml': 'y' },
      removed: [],
    });
    expect(await repository.commitsOfCopy()).toBe(3);
  });

  it('reads a remote that is itself a shallow copy, and goes on with it', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    await repository.commit({ 'b.yaml': 'b' });
    const url = await repository.copyShallowly();
    const reader = readerOf({ location: { url, branch: 'main', path: '' } });
    const { revision } = await reader.read();
    await repository.commit({ 'c.yaml': 'c' });
    await repository.git('push', '-q', url, 'HEAD:main');
    expect(await collect(await reader.read(revision))).toEqual({
      complete: false,
      files: { 'c.yaml': 'c' },
      removed: [],
    });
  });

  it('tells what lies on a branch that was merged, and folders that become files', async () => {
    const base = await repository.commit({
      'd/one.yaml': '1',
      'd/e/two.yaml': '2',
      // Git sorts them between a file and a folder of the name `d`.
      'd-1.yaml': 'stays',
      'd.yaml': 'changes',
      'd.yml': 'goes',
      'f.yaml': '3',
      'z.yaml': 'stays',
    });
    const reader = readerOf();
    await reader.read();
    await repository.git('checkout', '-q', '-b', 'side');
    await repository.commit(
      { d: 'no folder', 'd.yaml': 'x', 'd.yml': null, 'f.yaml': null },
      'side',
    );
    await repository.git('checkout', '-q', 'main');
    await repository.commit({ 'g.yaml': '4' });
    await repository.git('merge', '-q', '--no-edit', 'side');
    await repository.commit({ 'f.yaml/x.yaml': '5' });
    expect(await collect(await reader.read(base))).toEqual({
      complete: false,
      files: {
        d: 'no folder',
        'd.yaml': 'x',
        'f.yaml/x.yaml': '5',
        'g.yaml': '4',
      },
      removed: ['d.yml', 'd/e/two.yaml', 'd/one.yaml', 'f.yaml'],
    });
  });

  it('lists everything when the repository was replaced', async () => {
    const revision = await repository.commit({ 'a.yaml': 'a' });
    const reader = readerOf();
    await reader.read();
    await repository.replace();
    await repository.commit({ 'c.yaml': 'c' });
    for (const reads of [reader, readerOf()]) {
      expect(await collect(await reads.read(revision))).toEqual({
        complete: true,
        files: { 'c.yaml': 'c' },
        removed: [],
      });
    }
  });

  it('reads ten files of a hundred thousand without fetching the others', async () => {
    function* files(): Iterable<[string, string]> {
      for (let index = 0; index < 100_000; index += 1) {
        yield [`infra/${index % 300}/${index}.tf`, `x${index}`];
      }
      for (let index = 0; index < 10; index += 1) {
        yield [`teams/${index}.yaml`, `team-${index}`];
      }
    }
    await repository.commitMany(files());
    const reader = readerOf({ include: path => path.endsWith('.yaml') });
    expect(
      Object.keys((await collect(await reader.read())).files),
    ).toHaveLength(10);
    expect(await repository.blobsOfCopy()).toBe(10);
  }, 60_000);

  it('lists everything when the history was rewritten', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    const lost = await repository.commit({ 'b.yaml': 'b' });
    const reader = readerOf();
    await reader.read();
    await repository.git('reset', '-q', '--hard', 'HEAD~1');
    await repository.commit({ 'c.yaml': 'c' });
    expect(await collect(await reader.read(lost))).toEqual({
      complete: true,
      files: { 'a.yaml': 'a', 'c.yaml': 'c' },
      removed: [],
    });
  });

  it.each(['0'.repeat(40), 'nonsense', '--output=/tmp/x', 'HEAD'])(
    'lists everything for the revision %s, which is none of the history',
    async since => {
      await repository.commit({ 'a.yaml': 'a' });
      expect(await collect(await readerOf().read(since))).toMatchObject({
        complete: true,
        files: { 'a.yaml': 'a' },
      });
    },
  );

  describe('a repository without commits', () => {
    it('is empty, and stays so until something is committed', async () => {
      const reader = readerOf();
      const empty = await reader.read();
      expect(await collect(empty)).toEqual({
        complete: true,
        files: {},
        removed: [],
      });
      expect(await collect(await reader.read(empty.revision))).toMatchObject({
        complete: false,
      });
      await repository.commit({ 'a.yaml': 'a' });
      expect(await collect(await reader.read(empty.revision))).toEqual({
        complete: true,
        files: { 'a.yaml': 'a' },
        removed: [],
      });
    });

    it('says nothing about what was read from it before', async () => {
      const reader = readerOf();
      const revision = await repository.commit({ 'a.yaml': 'a' });
      await reader.read();
      await repository.git(
        '--git-dir',
        repository.bare,
        'update-ref',
        '-d',
        'refs/heads/main',
      );
      for (const since of [revision, undefined]) {
        await expect(reader.read(since)).rejects.toMatchObject({
          name: 'NotFoundError',
          message: expect.stringContaining('no commits any more'),
        });
      }
    });
  });

  it('says that the branch is missing', async () => {
    await repository.commit({ 'a.yaml': 'a' }, 'other');
    await expect(readerOf().read()).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining('has no branch main'),
    });
  });

  it('says that the repository is missing, and reads it when it is there', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    const reader = readerOf({
      location: { url: `${repository.url}x`, branch: 'main', path: '' },
    });
    await expect(reader.read()).rejects.toMatchObject({
      name: 'NotFoundError',
      message: expect.stringContaining(`${repository.url}x`),
    });
  });

  it('says that git is missing', async () => {
    await expect(
      readerOf({ gitBinary: '/nowhere/git' }).read(),
    ).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      message: expect.stringContaining('Install git'),
    });
  });

  it.each(['HEAD', 'config', 'objects'])(
    'makes a damaged copy anew (%s)',
    async part => {
      const first = await repository.commit({ 'a.yaml': 'a' });
      const reader = readerOf();
      await collect(await reader.read());
      const [mirror] = await readdir(repository.cache);
      const damaged = join(repository.cache, mirror, part);
      if (part === 'objects') {
        const packs = join(damaged, 'pack');
        for (const file of await readdir(packs)) {
          await chmod(join(packs, file), 0o600);
          await writeFile(join(packs, file), 'damaged');
        }
      } else {
        await writeFile(damaged, 'damaged');
      }
      await repository.commit({ 'b.yaml': 'b' });
      expect(await collect(await reader.read(first))).toEqual({
        complete: false,
        files: { 'b.yaml': 'b' },
        removed: [],
      });
    },
  );

  it('reads one after another when asked several times at once', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    const reader = readerOf();
    const reads = await Promise.all(
      Array.from({ length: 4 }, async () => collect(await reader.read())),
    );
    expect(reads.map(({ files }) => files)).toEqual(
      Array(4).fill({ 'a.yaml': 'a' }),
    );
  });

  it('may be left in the middle of the files', async () => {
    await repository.commit({ 'a.yaml': 'a', 'b.yaml': 'b' });
    const reader = readerOf();
    const changes = await reader.read();
    for await (const { path } of changes.changed) {
      expect(path).toBe('a.yaml');
      break;
    }
    expect(Object.keys((await collect(changes)).files)).toHaveLength(2);
  });

  it('joins the packs of many fetches', async () => {
    let since = await repository.commit({ 'a.yaml': '0' });
    const reader = readerOf();
    await reader.read();
    // Each fetch brings a pack of trees and one of contents.
    for (let index = 1; index <= 30; index += 1) {
      await repository.commit({ 'a.yaml': String(index) });
      const changes = await reader.read(since);
      expect((await collect(changes)).files).toEqual({
        'a.yaml': String(index),
      });
      since = changes.revision;
    }
    const [mirror] = await readdir(repository.cache);
    const packs = await readdir(
      join(repository.cache, mirror, 'objects', 'pack'),
    );
    expect(
      packs.filter(file => file.endsWith('.pack')).length,
    ).toBeLessThanOrEqual(51);
  }, 120_000);

  it('reads 10,000 files in a bounded number of requests', async () => {
    const files = Array.from(
      { length: 10_000 },
      (_, index): [string, string] => [
        `teams/${index % 100}/team-${index}.yaml`,
        `kind: Group\nmetadata:\n  name: team-${index}\n`,
      ],
    );
    await repository.commitMany(files);
    const server = await TestGitServer.start(repository.root);
    try {
      const location = {
        url: `${server.url}/store.git`,
        branch: 'main',
        path: '',
      };
      const changes = await readerOf({ location }).read();
      const { files: read } = await collect(changes);
      expect(Object.keys(read)).toHaveLength(10_000);
      expect(read['teams/99/team-99.yaml']).toContain('team-99');
      expect(server.requests).toBeLessThan(20);
    } finally {
      await server.stop();
    }
  }, 30_000);

  describe('over http', () => {
    let server: TestGitServer;

    beforeEach(async () => {
      server = await TestGitServer.start(repository.root);
    });

    afterEach(async () => {
      await server.stop();
    });

    const httpReader = (
      options: Partial<GitStateStoreReaderOptions> = {},
      name = 'store',
    ) =>
      readerOf({
        location: {
          url: `${server.url}/${name}.git`,
          branch: 'main',
          path: '',
        },
        ...options,
      });

    it.each([true, false])(
      'reads where the server sends partial copies: %s',
      async allow => {
        await repository.allowPartial(allow);
        const first = await repository.commit({ 'a.yaml': 'a', 'b.yaml': 'b' });
        const reader = httpReader();
        expect((await collect(await reader.read())).files).toEqual({
          'a.yaml': 'a',
          'b.yaml': 'b',
        });
        await repository.commit({ 'a.yaml': 'a2' });
        expect((await collect(await reader.read(first))).files).toEqual({
          'a.yaml': 'a2',
        });
      },
    );

    it('asks once when nothing has changed, also without its copy', async () => {
      const revision = await repository.commit({ 'a.yaml': 'a' });
      expect(await collect(await httpReader().read(revision))).toEqual({
        complete: false,
        files: {},
        removed: [],
      });
      expect(server.requests).toBe(1);
    });

    it('asks for its credentials before each read', async () => {
      const revision = await repository.commit({ 'a.yaml': 'a' });
      let password = 'first';
      const accept = () => {
        server.authorization = `Basic ${Buffer.from(
          `x-access-token:${password}`,
        ).toString('base64')}`;
      };
      const reader = httpReader({ credentials: async () => ({ password }) });
      accept();
      await reader.read();
      password = 'second';
      accept();
      expect((await reader.read(revision)).revision).toBe(revision);
    });

    it('sends the credentials it is given', async () => {
      await repository.commit({ 'a.yaml': 'a' });
      server.authorization = `Basic ${Buffer.from('me:s3cret').toString(
        'base64',
      )}`;
      const reader = httpReader({
        credentials: { username: 'me', password: 's3cret' },
      });
      expect((await collect(await reader.read())).files).toEqual({
        'a.yaml': 'a',
      });
    });

    it('says that credentials are refused, without showing them', async () => {
      await repository.commit({ 'a.yaml': 'a' });
      server.authorization = 'Basic other';
      const error = await httpReader({ credentials: { password: 's3cret' } })
        .read()
        .catch(caught => caught);
      expect(error).toMatchObject({
        name: 'AuthenticationError',
        message: expect.stringContaining('Check the credentials'),
      });
      expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(
        /s3cret|czNjcmV0/,
      );
    });

    it('tells a missing repository from a server that is gone', async () => {
      await expect(httpReader({}, 'other').read()).rejects.toMatchObject({
        name: 'NotFoundError',
      });
      const reader = httpReader();
      await server.stop();
      await expect(reader.read()).rejects.toMatchObject({
        name: 'ServiceUnavailableError',
      });
      server = await TestGitServer.start(repository.root);
    });
  });
});
