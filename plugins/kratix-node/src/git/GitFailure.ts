import {
  AuthenticationError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/** A git command that failed. The message holds what git said, without credentials. */
export class GitFailure extends Error {
  readonly command: string;
  readonly exitCode: number;
  readonly said: string;

  constructor(command: string, said: string, exitCode = -1) {
    super(`git ${command} failed: ${said.slice(-1_000)}`);
    this.name = 'GitFailure';
    this.command = command;
    this.said = said;
    this.exitCode = exitCode;
  }
}

const REFUSED =
  /authentication failed|could not read (username|password)|invalid credentials|permission denied|error: 40[13]|access denied|http basic: /i;
const MISSING =
  /repository not found|repository '.*' not found|not appear to be a git repository|error: 404|does not exist|no such file or directory/i;

/** The error that a remote's refusal stands for: what could not be read, why, and what to do. */
export function remoteError(description: string, failure: GitFailure): Error {
  const said = summary(failure.said);
  if (/cannot run ssh/i.test(failure.said)) {
    return new ServiceUnavailableError(
      `${description} cannot be read: the program ssh was not found. Install an ssh client where Backstage runs.`,
    );
  }
  if (
    /host key verification failed|no .* host key is known/i.test(failure.said)
  ) {
    return new AuthenticationError(
      `${description} is not read: the key of its server is not among the known hosts (${said}). Compare it with the one that the server's owner publishes, and set ssh.knownHosts.`,
    );
  }
  if (REFUSED.test(failure.said)) {
    return new AuthenticationError(
      `${description} refuses to be read: ${said}. Check the credentials and what they may read.`,
    );
  }
  if (MISSING.test(failure.said)) {
    return new NotFoundError(
      `There is no Git repository at ${description}: ${said}`,
    );
  }
  return new ServiceUnavailableError(
    `${description} cannot be read: ${said || failure.message}`,
  );
}

/** The lines that say something, on one line. */
function summary(said: string): string {
  return said
    .split('\n')
    .map(line => line.replace(/^(fatal|error|remote): */, '').trim())
    .filter(Boolean)
    .slice(0, 3)
    .join(' / ')
    .slice(0, 500);
}
