import { gitPages } from './gitPages';

const none = () => undefined;
const COMMIT = '8f3c2d1';

describe('gitPages', () => {
  it.each([
    [
      'https://github.com/org/store.git',
      'https://github.com/org/store/blob/8f3c2d1/a/b%20c.yaml',
    ],
    [
      'git@gitlab.com:org/store.git',
      'https://gitlab.com/org/store/-/blob/8f3c2d1/a/b%20c.yaml',
    ],
    [
      'ssh://git@codeberg.org:2222/org/store',
      'https://codeberg.org/org/store/src/commit/8f3c2d1/a/b%20c.yaml',
    ],
    [
      'https://user:secret@bitbucket.org/org/store/',
      'https://bitbucket.org/org/store/src/8f3c2d1/a/b%20c.yaml',
    ],
    [
      'https://dev.azure.com/org/project/_git/store',
      'https://dev.azure.com/org/project/_git/store?path=%2Fa%2Fb%20c.yaml&version=GC8f3c2d1',
    ],
  ])('leads from %s to %s', (url, page) => {
    expect(gitPages(url, none)?.file(COMMIT, 'a/b c.yaml')).toBe(page);
  });

  it('knows hosts that Backstage has an integration for', () => {
    const pages = gitPages('https://git.example.com:8443/org/store.git', url =>
      url.startsWith('https://git.example.com:8443/') ? 'gitea' : undefined,
    );
    expect(pages?.commit(COMMIT)).toBe(
      'https://git.example.com:8443/org/store/commit/8f3c2d1',
    );
  });

  it.each([
    ['a host of its own', 'http://127.0.0.1:6441/catalog.git'],
    ['a folder', 'file:///srv/store.git'],
    ['a script', 'data:text/html,hello'],
    ['nothing', ''],
  ])('leads nowhere from %s', (_, url) => {
    expect(gitPages(url, none)).toBeUndefined();
  });

  it('leads nowhere on a host of another type', () => {
    expect(
      gitPages('https://gerrit.example.com/store', () => 'gerrit'),
    ).toBeUndefined();
    expect(
      gitPages('https://gerrit.example.com/store', () => 'constructor'),
    ).toBeUndefined();
  });
});
