import { StateStoreLocation } from 'backstage-plugin-kratix-node';
import { StateStoreSettings } from '../config/readStateStore';

/** Gives the pages of files on the Git hosts whose name says what they are. */
function webPages(
  location: StateStoreLocation,
): ((path: string) => string) | undefined {
  if (!('url' in location)) {
    return undefined;
  }
  const { url, branch } = location;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  const folder = {
    'github.com': '/blob/',
    'gitlab.com': '/-/blob/',
    'gitea.com': '/src/branch/',
    'codeberg.org': '/src/branch/',
    'bitbucket.org': '/src/',
  }[parsed.hostname];
  if (!folder) {
    return undefined;
  }
  const repository = parsed.pathname.replace(/(?:\.git)?\/*$/, '');
  const start = `${parsed.origin}${repository}${folder}`;
  return path =>
    start + [branch, ...path.split('/')].map(encodeURIComponent).join('/');
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
  const pageOf = webPages(location);
  return path =>
    pageOf
      ? `url:${pageOf(path)}`
      : `kratix:${platform}/${destination}/${path}`;
}
