import { StateStoreLocation } from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readSources';

/** Page of a file on the Git hosts whose name says what they are. */
function webPage(
  { url, branch }: StateStoreLocation,
  path: string,
): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const repository = `${parsed.origin}${parsed.pathname.replace(
    /(?:\.git)?\/*$/,
    '',
  )}`;
  const file = [branch, ...path.split('/')].map(encodeURIComponent).join('/');
  switch (parsed.hostname) {
    case 'github.com':
      return `${repository}/blob/${file}`;
    case 'gitlab.com':
      return `${repository}/-/blob/${file}`;
    case 'gitea.com':
    case 'codeberg.org':
      return `${repository}/src/branch/${file}`;
    case 'bitbucket.org':
      return `${repository}/src/${file}`;
    default:
      return undefined;
  }
}

/**
 * The `managed-by-location` of a store's files: the file's page where the Git host is a known one,
 * so that Backstage links to it; otherwise a location of the type `kratix`, since an address that
 * shows nothing would become a dead link. Neither holds credentials.
 */
export function fileLocation(
  location: StateStoreLocation,
  { platform, destination }: StateStoreSettings,
): (path: string) => string {
  return path => {
    const page = webPage(location, path);
    return page ? `url:${page}` : `kratix:${platform}/${destination}/${path}`;
  };
}
