import { existsSync } from 'node:fs';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TestRepository } from '../__testUtils__/TestRepository';
import { SSHD, TestSshServer } from '../__testUtils__/TestSshServer';
import { GitStateStoreReader } from './GitStateStoreReader';
import { SshIdentity } from './SshFiles';

// Processes take their time on a busy machine.
jest.setTimeout(60_000);

// Skipped, and shown as skipped, where OpenSSH's server is not installed (Debian: openssh-server).
const describeWithServer = SSHD ? describe : describe.skip;

describeWithServer('Git over ssh', () => {
  let repository: TestRepository;
  let server: TestSshServer;

  beforeAll(async () => {
    repository = await TestRepository.create();
    server = await TestSshServer.start();
  });

  afterAll(async () => {
    await server.stop();
    await repository.remove();
  });

  const readerOf = (ssh: SshIdentity) =>
    new GitStateStoreReader({
      location: {
        url: `${server.origin}${repository.bare}`,
        branch: 'main',
        path: '',
      },
      cacheDirectory: repository.cache,
      ssh,
    });

  it('reads with the key and the known host that it is given, kept to itself', async () => {
    const revision = await repository.commit({ 'a.yaml': 'a' });
    const reader = readerOf({
      privateKey: (await server.privateKey()).trim(),
      knownHosts: await server.knownHosts(),
    });
    const changes = await reader.read();
    expect(changes.revision).toBe(revision);
    const contents: (string | undefined)[] = [];
    for await (const { content } of changes.changed) {
      contents.push(content);
    }
    expect(contents).toEqual(['a']);
    expect((await reader.read(revision)).revision).toBe(revision);

    const [directory] = (await readdir(repository.cache)).filter(name =>
      name.startsWith('ssh-'),
    );
    const modeOf = async (...path: string[]) =>
      ((await stat(join(repository.cache, ...path))).mode % 0o1000).toString(8);
    expect(await modeOf(directory)).toBe('700');
    expect(await modeOf(directory, 'key')).toBe('600');

    // Whoever empties the cache takes the key along.
    await rm(join(repository.cache, directory), { recursive: true });
    expect((await reader.read(revision)).revision).toBe(revision);
    expect(existsSync(join(repository.cache, directory))).toBe(false);
  });

  it('refuses a server whose key is another one, whoever it is', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    for (const knownHosts of [await server.knownHosts('stranger'), '']) {
      await expect(
        readerOf({ privateKey: await server.privateKey(), knownHosts }).read(),
      ).rejects.toMatchObject({
        name: 'AuthenticationError',
        message: expect.stringContaining('ssh.knownHosts'),
      });
    }
  });

  it('says that its key is refused, and shows nothing of it', async () => {
    await repository.commit({ 'a.yaml': 'a' });
    const privateKey = await server.privateKey('stranger');
    const error = await readerOf({
      privateKey,
      knownHosts: await server.knownHosts(),
    })
      .read()
      .catch(caught => caught);
    expect(error).toMatchObject({
      name: 'AuthenticationError',
      message: expect.stringContaining('Check the credentials'),
    });
    expect(`${error.message}${error.stack}`).not.toContain(
      privateKey.split('\n')[1],
    );
  });
});
