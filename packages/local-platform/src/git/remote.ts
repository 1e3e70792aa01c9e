import { promises as fs } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunGitOptions } from './runGit';
import { GitStateStoreAddress, StateStoreError } from './stateStoreWriter';

const SCP_LIKE = /^[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[^:]/;
const BRANCH = /^[A-Za-z0-9_][A-Za-z0-9._/-]*$/;

/**
 * Checks where a state store is before git is given it: an address could otherwise be an option, a
 * local directory or a program.
 *
 * @throws StateStoreError when the address or the branch is not one.
 */
export function checkAddress(store: GitStateStoreAddress): void {
  if (
    !BRANCH.test(store.branch) ||
    /\.\.|\/\/|\/\.|\.lock(\/|$)|[./]$/.test(store.branch)
  ) {
    throw new StateStoreError(
      `${JSON.stringify(store.branch)} cannot be the name of a branch`,
    );
  }
  if (SCP_LIKE.test(store.url)) {
    return;
  }
  let url: URL;
  try {
    url = new URL(store.url);
  } catch (cause) {
    throw new StateStoreError(
      'The state store has no valid url: use https://, ssh:// or git@host:path',
      { cause },
    );
  }
  if (url.password) {
    throw new StateStoreError(
      `The url of the state store on ${url.host} holds a password: put it into the Secret`,
    );
  }
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (
    !['https:', 'ssh:'].includes(url.protocol) &&
    !(url.protocol === 'http:' && loopback)
  ) {
    throw new StateStoreError(
      `${url.protocol}//${url.host} cannot be a state store: use https:// or ssh:// (http:// on this machine only)`,
    );
  }
}

/**
 * Calls `work` with the git options that carry a store's credentials: a header in the environment for
 * http, a key file that exists only meanwhile for ssh.
 */
export async function withCredentials<T>(
  store: GitStateStoreAddress,
  work: (options: RunGitOptions) => Promise<T>,
): Promise<T> {
  const { credentials } = store;
  if (credentials?.method === 'basicAuth') {
    const pair = `${credentials.username}:${credentials.password}`;
    return work({
      settings: {
        'http.extraHeader': `Authorization: Basic ${Buffer.from(pair).toString(
          'base64',
        )}`,
      },
    });
  }
  if (credentials?.method !== 'ssh') {
    return work({});
  }
  const directory = await fs.mkdtemp(path.join(tmpdir(), 'kratix-ssh-'));
  try {
    const key = path.join(directory, 'key');
    const knownHosts = path.join(directory, 'known_hosts');
    await fs.writeFile(key, `${credentials.privateKey.trimEnd()}\n`, {
      mode: 0o600,
    });
    await fs.writeFile(knownHosts, `${credentials.knownHosts.trimEnd()}\n`);
    return await work({
      env: { GIT_SSH_COMMAND: sshCommand(key, knownHosts) },
    });
  } finally {
    await fs.rm(directory, { recursive: true, force: true });
  }
}

function sshCommand(key: string, knownHosts: string): string {
  const options = [
    ['IdentityFile', key],
    ['UserKnownHostsFile', knownHosts],
    ['GlobalKnownHostsFile', '/dev/null'],
    ['StrictHostKeyChecking', 'yes'],
    ['IdentitiesOnly', 'yes'],
    ['BatchMode', 'yes'],
    ['ConnectTimeout', '20'],
  ];
  const words = options.flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  return ['ssh', '-F', '/dev/null', ...words]
    .map(word => `'${word.replace(/'/g, `'\\''`)}'`)
    .join(' ');
}
