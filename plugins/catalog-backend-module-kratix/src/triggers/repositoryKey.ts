/**
 * Makes addresses of the same repository equal: https and ssh, with and without `.git`, user, port or
 * capitals.
 *
 * @returns undefined for what is no address of a repository on a host
 */
export function repositoryKey(address: string): string | undefined {
  const scp = /^(?:[^@/:]+@)?([^/:]+):(?!\/\/)(.+)$/.exec(address);
  let host: string;
  let path: string;
  if (scp) {
    [, host, path] = scp;
  } else {
    try {
      const url = new URL(address);
      host = url.hostname;
      path = decodeURIComponent(url.pathname);
    } catch {
      return undefined;
    }
  }
  let repository = path
    .replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/i, '')
    .toLowerCase();
  if (host === 'ssh.dev.azure.com') {
    // Azure DevOps: v3/organisation/project/repository
    const [, organisation, project, name] = repository.split('/');
    host = 'dev.azure.com';
    repository = `${organisation}/${project}/_git/${name}`;
  }
  // Bitbucket Server serves repositories over http under this prefix.
  repository = repository.replace(/^scm\//, '');
  return host && repository ? `${host.toLowerCase()}/${repository}` : undefined;
}
