import { checkGitLocation } from './checkGitLocation';

const location = {
  url: 'https://git.example.org/a.git',
  branch: 'main',
  path: '',
};

describe('checkGitLocation', () => {
  it.each([
    'https://git.example.org/a.git',
    'http://127.0.0.1:6441/catalog.git',
    'ssh://git@git.example.org:2222/a.git',
    'git@git.example.org:team/a.git',
    'file:///srv/git/a.git',
  ])('accepts %s', url => {
    expect(checkGitLocation({ ...location, url }).url).toBe(url);
  });

  it.each([
    '--upload-pack=touch /tmp/x',
    '-oProxyCommand=x@host:path',
    'ext::sh -c id',
    '/srv/git/a.git',
    'ssh://-oProxyCommand=id/x',
    'git@host:--upload-pack=id',
    'https://user:s3cret@git.example.org/a.git',
    'https://s3cret@git.example.org/a.git',
    'fd::17',
    '',
  ])('refuses %s', url => {
    expect(() => checkGitLocation({ ...location, url })).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.not.stringContaining('s3cret'),
      }),
    );
  });

  it.each([
    '--all',
    'a..b',
    'a b',
    'a~1',
    'x.lock',
    '/a',
    'a:b',
    '',
    '@',
    'a\n',
  ])('refuses the branch %j', branch => {
    expect(() => checkGitLocation({ ...location, branch })).toThrow(
      'is not the name of a Git branch',
    );
  });

  it.each(['main', 'feature/a-b', 'release-1.0'])(
    'accepts the branch %s',
    branch => {
      expect(checkGitLocation({ ...location, branch }).branch).toBe(branch);
    },
  );

  it('takes slashes and dots off a path, and refuses one that leads out', () => {
    expect(checkGitLocation({ ...location, path: '/./a//b/' }).path).toBe(
      'a/b',
    );
    expect(() => checkGitLocation({ ...location, path: 'a/../../b' })).toThrow(
      'leads out of the repository',
    );
  });
});
