import { ChildProcess, execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually';

const run = promisify(execFile);

/** Where OpenSSH's server is, or undefined. */
export const SSHD = ['/usr/sbin/sshd', '/usr/bin/sshd'].find(existsSync);

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise(resolve => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}

/** OpenSSH's server on a free port, run by the user of this process, with a key that may log in. */
export class TestSshServer {
  private child?: ChildProcess;

  static async start(): Promise<TestSshServer> {
    const directory = await mkdtemp(join(tmpdir(), 'sshd-'));
    for (const key of ['host', 'user', 'stranger']) {
      await run('ssh-keygen', [
        ...['-q', '-t', 'ed25519', '-N', ''],
        ...['-f', join(directory, key)],
      ]);
    }
    const server = new TestSshServer(directory, await freePort());
    await server.listen();
    return server;
  }

  private constructor(
    private readonly directory: string,
    private readonly port: number,
  ) {}

  get origin(): string {
    return `ssh://${userInfo().username}@127.0.0.1:${this.port}`;
  }

  async privateKey(name: 'user' | 'stranger' = 'user'): Promise<string> {
    return await readFile(join(this.directory, name), 'utf8');
  }

  /** The server's key as a line of known_hosts; of another server where that is asked for. */
  async knownHosts(name: 'host' | 'stranger' = 'host'): Promise<string> {
    const key = await readFile(join(this.directory, `${name}.pub`), 'utf8');
    return `[127.0.0.1]:${this.port} ${key.split(' ').slice(0, 2).join(' ')}`;
  }

  async stop() {
    const { child } = this;
    if (child) {
      const ended = new Promise(resolve => child.once('close', resolve));
      child.kill();
      await ended;
    }
    await rm(this.directory, { recursive: true, force: true });
  }

  private async listen() {
    const { directory, port } = this;
    const config = join(directory, 'sshd_config');
    await mkdir(join(directory, 'run'));
    await writeFile(
      config,
      [
        `ListenAddress 127.0.0.1:${port}`,
        `HostKey ${join(directory, 'host')}`,
        `AuthorizedKeysFile ${join(directory, 'user.pub')}`,
        `PidFile ${join(directory, 'run', 'pid')}`,
        'PermitRootLogin yes',
        'PasswordAuthentication no',
        'KbdInteractiveAuthentication no',
        'StrictModes no',
        'UsePAM no',
        '',
      ].join('\n'),
    );
    if (userInfo().uid === 0) {
      // The server wants this directory when root runs it.
      await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
    }
    this.child = spawn(SSHD ?? 'sshd', ['-D', '-e', '-f', config], {
      stdio: 'ignore',
    });
    await eventually(
      async () =>
        await new Promise<void>((resolve, reject) => {
          const socket = connect(port, '127.0.0.1', () => {
            socket.destroy();
            resolve();
          });
          socket.on('error', reject);
        }),
    );
  }
}
