import { InputError } from '@backstage/errors';
import { GitLocation } from '../stateStoreLocation';

const SCP_LIKE = /^[A-Za-z0-9_][\w.-]*@[A-Za-z0-9][\w.-]*:[^\s-][^\s]*$/;

// What git refuses in the name of a branch, and a leading hyphen, which it would take for an option.
const BAD_BRANCH =
  // eslint-disable-next-line no-control-regex
  /^[-/.]|\.\.|\/[/.]|@\{|[\x00-\x20\x7f~^:?*[\\]|(\/|\.|\.lock)$|^@?$/;

/**
 * Checks what is handed to git: nothing of it may be taken for an option, another transport or a place
 * outside the repository.
 *
 * @throws InputError that names the fault.
 */
export function checkGitLocation(location: GitLocation): GitLocation {
  const { url, branch, path } = location;
  checkUrl(url);
  if (BAD_BRANCH.test(branch)) {
    throw new InputError(`'${branch}' is not the name of a Git branch.`);
  }
  const segments = path.split('/').filter(part => part && part !== '.');
  if (segments.includes('..') || path.includes('\0')) {
    throw new InputError(`The path '${path}' leads out of the repository.`);
  }
  return { url, branch, path: segments.join('/') };
}

function checkUrl(url: string) {
  if (SCP_LIKE.test(url)) {
    return;
  }
  if (!URL.canParse(url) || !/^(https?|ssh|file):\/\//.test(url)) {
    throw new InputError(
      `'${redactUrl(
        url,
      )}' is not the address of a Git repository: use http(s), ssh or file.`,
    );
  }
  const { protocol, username, password, hostname } = new URL(url);
  if (password || (username && protocol !== 'ssh:')) {
    throw new InputError(
      `The address of the Git repository at ${hostname} holds credentials; give them separately.`,
    );
  }
  if (hostname.startsWith('-') || username.startsWith('-')) {
    throw new InputError(`'${hostname}' is not the name of a host.`);
  }
}

/** The address without what may be a password in it. */
function redactUrl(url: string): string {
  return url.slice(0, 200).replace(/\/\/[^@/]*@/, '//');
}
