import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { TestGitServer, TestRepository } from '../__testUtils__/TestRepository';
import { queryHead } from './queryHead';

describe('queryHead', () => {
  let repository: TestRepository;
  let server: TestGitServer;

  beforeEach(async () => {
    repository = await TestRepository.create();
    server = await TestGitServer.start(repository.root);
  });

  afterEach(async () => {
    await server.stop();
    await repository.remove();
  });

  it('tells the newest commit of a branch with one request', async () => {
    await repository.commit({ 'a.yaml': 'a' }, 'mainly');
    const main = await repository.commit({ 'b.yaml': 'b' });
    expect(await queryHead(`${server.url}/store.git`, 'main')).toBe(main);
    expect(server.requests).toBe(1);
    expect(await queryHead(repository.url, 'main')).toBe(main);
  });

  it('shows its credentials', async () => {
    const main = await repository.commit({ 'a.yaml': 'a' });
    server.authorization = `Basic ${Buffer.from('me:s3cret').toString(
      'base64',
    )}`;
    const url = `${server.url}/store.git`;
    expect(await queryHead(url, 'main')).toBeUndefined();
    expect(
      await queryHead(url, 'main', { username: 'me', password: 's3cret' }),
    ).toBe(main);
  });

  it('reads packed refs of a repository on disk, and the newer loose ones', async () => {
    const first = await repository.commit({ 'a.yaml': 'a' });
    await repository.git('--git-dir', repository.bare, 'pack-refs', '--all');
    expect(await queryHead(repository.url, 'main')).toBe(first);
    const second = await repository.commit({ 'b.yaml': 'b' });
    expect(await queryHead(repository.url, 'main')).toBe(second);
  });

  it('tells nothing of a branch, repository or server that is not there', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    expect(await queryHead(`${server.url}/store.git`, 'other')).toBeUndefined();
    expect(await queryHead(`${server.url}/none.git`, 'main')).toBeUndefined();
    expect(await queryHead(repository.url, 'other')).toBeUndefined();
    expect(await queryHead(`${repository.url}x`, 'main')).toBeUndefined();
    expect(await queryHead('ssh://git@127.0.0.1/x', 'main')).toBeUndefined();
  });

  it('takes its credentials to no other address', async () => {
    let asked = 0;
    const other = createServer((_, response) => {
      asked += 1;
      response.end();
    });
    const redirecting = createServer((_, response) => {
      const { port } = other.address() as AddressInfo;
      response.writeHead(307, { Location: `http://127.0.0.1:${port}/` });
      response.end();
    });
    for (const each of [other, redirecting]) {
      await new Promise<void>(resolve => each.listen(0, '127.0.0.1', resolve));
    }
    try {
      const { port } = redirecting.address() as AddressInfo;
      expect(
        await queryHead(`http://127.0.0.1:${port}/x`, 'main', {
          password: 's3cret',
        }),
      ).toBeUndefined();
      expect(asked).toBe(0);
    } finally {
      for (const each of [other, redirecting]) {
        each.closeAllConnections();
        await new Promise(resolve => each.close(resolve));
      }
    }
  });
});
