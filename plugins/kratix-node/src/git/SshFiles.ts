import { existsSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * How Backstage shows itself to an ssh server, and how it knows the server.
 *
 * @public
 */
export interface SshIdentity {
  /** Private key without a passphrase, as OpenSSH or PEM text. */
  privateKey: string;
  /** The keys that the server may have, as lines of a `known_hosts` file. */
  knownHosts: string;
}

/** Quotes for the shell that git hands the command to. */
function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}

/** Files that ssh wants an identity in, readable by this process alone. */
export class SshFiles {
  private written?: { command: string; proof: string };

  constructor(
    private readonly identity: SshIdentity | undefined,
    private readonly parent: string = tmpdir(),
  ) {}

  /**
   * @returns the value of GIT_SSH_COMMAND: no prompts, no forwarding, and never a server whose key is
   * not known.
   */
  async provide(): Promise<string> {
    // Temporary directories may be emptied behind our back.
    if (!this.written || !existsSync(this.written.proof)) {
      this.written = await this.write();
    }
    return this.written.command;
  }

  private async write(): Promise<{ command: string; proof: string }> {
    const options = [
      'BatchMode=yes',
      'StrictHostKeyChecking=yes',
      'ForwardAgent=no',
      'ClearAllForwardings=yes',
      'PermitLocalCommand=no',
      'ConnectTimeout=20',
    ];
    if (!this.identity) {
      return { command: this.join(options), proof: this.parent };
    }
    const directory = await mkdtemp(join(this.parent, 'ssh-'));
    await chmod(directory, 0o700);
    const key = join(directory, 'key');
    const hosts = join(directory, 'known_hosts');
    const lines = (text: string) => `${text.trim()}\n`;
    await writeFile(key, lines(this.identity.privateKey), { mode: 0o600 });
    await writeFile(hosts, lines(this.identity.knownHosts), { mode: 0o600 });
    const command = this.join([
      ...options,
      'IdentitiesOnly=yes',
      'IdentityAgent=none',
      'GlobalKnownHostsFile=/dev/null',
      'UpdateHostKeys=no',
      // Within quotes ssh takes a path with spaces as one.
      `UserKnownHostsFile="${hosts}"`,
      `IdentityFile="${key}"`,
    ]);
    return { command, proof: key };
  }

  private join(options: string[]): string {
    return [
      'ssh',
      // The user's own configuration could add proxies and keys.
      ...(this.identity ? ['-F', '/dev/null'] : []),
      ...options.flatMap(option => ['-o', quote(option)]),
    ].join(' ');
  }
}
