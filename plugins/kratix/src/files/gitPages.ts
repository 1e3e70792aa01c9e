/** The web pages of a Git repository at a commit. */
export interface GitPages {
  commit: (commit: string) => string;
  file: (commit: string, path: string) => string;
}

type Host = (repository: string) => {
  commit: (commit: string) => string;
  file: (commit: string, path: string) => string;
};

const HOSTS: Record<string, Host> = {
  github: repository => ({
    commit: commit => `${repository}/commit/${commit}`,
    file: (commit, path) => `${repository}/blob/${commit}/${path}`,
  }),
  gitlab: repository => ({
    commit: commit => `${repository}/-/commit/${commit}`,
    file: (commit, path) => `${repository}/-/blob/${commit}/${path}`,
  }),
  gitea: repository => ({
    commit: commit => `${repository}/commit/${commit}`,
    file: (commit, path) => `${repository}/src/commit/${commit}/${path}`,
  }),
  bitbucketCloud: repository => ({
    commit: commit => `${repository}/commits/${commit}`,
    file: (commit, path) => `${repository}/src/${commit}/${path}`,
  }),
  azure: repository => ({
    commit: commit => `${repository}/commit/${commit}`,
    file: (commit, path) =>
      `${repository}?path=${encodeURIComponent(
        `/${decodeURIComponent(path)}`,
      )}&version=GC${commit}`,
  }),
};

/** Hosts whose name says what they are, where Backstage has no integration for them. */
const KNOWN_HOSTS: Record<string, string> = {
  'github.com': 'github',
  'gitlab.com': 'gitlab',
  'bitbucket.org': 'bitbucketCloud',
  'dev.azure.com': 'azure',
  'gitea.com': 'gitea',
  'codeberg.org': 'gitea',
};

/** Where a repository is on the web, without credentials; `git@host:path` and ssh are https there. */
function webAddress(url: string): URL | undefined {
  const [, host, path] = /^(?:[\w.-]+@)?([\w.-]+):(?!\/)(.+)$/.exec(url) ?? [];
  const address = host ? `https://${host}/${path}` : url;
  if (!URL.canParse(address)) {
    return undefined;
  }
  const { protocol, host: named, hostname, pathname } = new URL(address);
  switch (protocol) {
    case 'https:':
    case 'http:':
      return new URL(`${protocol}//${named}${pathname}`);
    case 'ssh:':
      return new URL(`https://${hostname}${pathname}`);
    default:
      return undefined;
  }
}

/**
 * The pages of a repository, where its host is a known one.
 *
 * @param url - of the repository, as Git takes it
 * @param typeOf - what Backstage's integrations say about an address: `github`, `gitlab` …
 */
export function gitPages(
  url: string,
  typeOf: (url: string) => string | undefined,
): GitPages | undefined {
  const address = webAddress(url);
  const type = address && (typeOf(address.href) ?? KNOWN_HOSTS[address.host]);
  if (!address || !type || !Object.hasOwn(HOSTS, type)) {
    return undefined;
  }
  const repository = address.href.replace(/(?:\.git)?\/*$/, '');
  const pages = HOSTS[type](repository);
  return {
    commit: commit => pages.commit(encodeURIComponent(commit)),
    file: (commit, path) =>
      pages.file(
        encodeURIComponent(commit),
        path.split('/').map(encodeURIComponent).join('/'),
      ),
  };
}
