import { promises as fs } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { BareRepositories } from './BareRepositories';
import { GitHttpServer } from './GitHttpServer';
import { git, runGit } from './runGit';

const token = 'top-secret-token';
const settings = {
  'http.extraHeader': `Authorization: Basic ${Buffer.from(
    `kratix:${token}`,
  ).toString('base64')}`,
};

describe('GitHttpServer', () => {
  let root: string;
  let repositories: BareRepositories;
  let server: GitHttpServer;

  beforeAll(async () => {
    root = await fs.mkdtemp(path.join(tmpdir(), 'git-http-'));
    repositories = new BareRepositories(path.join(root, 'repositories'));
    server = await GitHttpServer.start({ repositories, port: 0, token });
  });

  afterAll(async () => {
    await server.stop();
    await fs.rm(root, { recursive: true, force: true });
  });

  /** A clone with one commit more than `origin`. */
  const cloneWithCommit = async (name: string, file: string) => {
    const directory = await fs.mkdtemp(path.join(root, 'clone-'));
    await git(['clone', '--quiet', `${server.url}/${name}.git`, directory]);
    await fs.writeFile(path.join(directory, file), file);
    await git(['add', '.'], { cwd: directory });
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    await git([...author, 'commit', '--quiet', '-m', file], { cwd: directory });
    return directory;
  };

  const answer = (
    target: string,
    options: {
      method?: string;
      headers?: Record<string, string>;
      body?: Buffer;
    } = {},
  ) =>
    new Promise<{ status?: number; body: string }>((resolve, reject) => {
      const { body, ...rest } = options;
      const call = request(`${server.url}${target}`, rest, response => {
        let received = '';
        response
          .setEncoding('latin1')
          .on('data', chunk => (received += chunk))
          .on('end', () =>
            resolve({ status: response.statusCode, body: received }),
          );
      });
      call.on('error', reject);
      call.end(body);
    });

  it('takes a push with the token and hands it to anyone who clones', async () => {
    await repositories.ensure('open');
    const directory = await cloneWithCommit('open', 'hello');
    await git(['push', '--quiet', 'origin', 'HEAD:main'], {
      cwd: directory,
      settings,
    });
    const clone = path.join(root, 'reader');
    await git(['clone', '--quiet', `${server.url}/open.git`, clone]);
    expect(await fs.readFile(path.join(clone, 'hello'), 'utf8')).toBe('hello');
    const partial = path.join(root, 'partial');
    await git([
      'clone',
      '--quiet',
      '--filter=blob:none',
      '--no-checkout',
      '--depth=1',
      `${server.url}/open.git`,
      partial,
    ]);
    const objects = await git(
      ['rev-list', '--objects', '--all', '--missing=print'],
      { cwd: partial },
    );
    expect(objects).toMatch(/^\?/m);
  });

  it('refuses a push without the token or with a wrong one', async () => {
    await repositories.ensure('guarded');
    const directory = await cloneWithCommit('guarded', 'f');
    const attempts: Array<Record<string, string>> = [
      {},
      { 'http.extraHeader': 'Authorization: Basic a3JhdGl4Og==' },
    ];
    for (const wrong of attempts) {
      const push = await runGit(['push', 'origin', 'HEAD:main'], {
        cwd: directory,
        settings: wrong,
      });
      expect(push.exitCode).not.toBe(0);
      expect(push.stderr).toMatch(/Authentication failed/);
    }
    const bare = await repositories.find('guarded');
    expect(await git(['for-each-ref'], { cwd: bare })).toBe('');
  });

  it('adds to history only', async () => {
    await repositories.ensure('history');
    const directory = await cloneWithCommit('history', 'first');
    const push = (...refs: string[]) =>
      runGit(['push', ...refs], { cwd: directory, settings });
    expect((await push('origin', 'HEAD:main')).exitCode).toBe(0);
    const author = ['-c', 'user.name=a', '-c', 'user.email=a@example.com'];
    await git([...author, 'commit', '--quiet', '--amend', '-m', 'rewritten'], {
      cwd: directory,
    });
    expect((await push('--force', 'origin', 'HEAD:main')).exitCode).not.toBe(0);
    expect((await push('origin', ':main')).exitCode).not.toBe(0);
    const bare = await repositories.find('history');
    expect(await git(['log', '--format=%s', 'main'], { cwd: bare })).toBe(
      'first\n',
    );
  });

  it('makes a repository with the first push to it', async () => {
    await repositories.ensure('seed');
    const directory = await cloneWithCommit('seed', 'f');
    await git(['push', '--quiet', `${server.url}/made.git`, 'HEAD:main'], {
      cwd: directory,
      settings,
    });
    expect(await repositories.find('made')).toBeDefined();
    expect(
      (await answer('/never.git/info/refs?service=git-upload-pack')).status,
    ).toBe(404);
    expect(await repositories.find('never')).toBeUndefined();
  });

  it.each([
    ['an Origin', { Origin: 'https://evil.example' }],
    ['an Origin of its own', { Origin: 'http://127.0.0.1' }],
    ['a foreign Host', { Host: 'evil.example:6441' }],
    ['a cross-site fetch', { 'Sec-Fetch-Site': 'cross-site' }],
  ])('refuses a request with %s', async (_, headers) => {
    await repositories.ensure('page');
    const { status } = await answer(
      '/page.git/info/refs?service=git-upload-pack',
      { headers },
    );
    expect(status).toBe(403);
  });

  it.each([
    '/../etc.git/info/refs?service=git-upload-pack',
    '/%2e%2e.git/info/refs?service=git-upload-pack',
    '/a%2fb.git/info/refs?service=git-upload-pack',
    '/page.git/info/refs?service=git-shell',
    '/page.git/HEAD',
    '/page.git/config',
    '/',
  ])('has nothing at %s', async target => {
    expect((await answer(target)).status).toBe(404);
  });

  it('reads a compressed request', async () => {
    await repositories.ensure('zipped');
    const { status, body } = await answer('/zipped.git/git-upload-pack', {
      method: 'POST',
      headers: {
        'Content-Encoding': 'gzip',
        'Git-Protocol': 'version=2',
        'Content-Type': 'application/x-git-upload-pack-request',
      },
      body: gzipSync('0014command=ls-refs\n00010009peel\n0000'),
    });
    expect({ status, body }).toEqual({ status: 200, body: '0000' });
  });
});
