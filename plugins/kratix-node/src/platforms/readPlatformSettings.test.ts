import { ConfigReader } from '@backstage/config';
import { readPlatformSettings } from './readPlatformSettings';

function read(platforms: Record<string, any>) {
  return readPlatformSettings(new ConfigReader({ kratix: { platforms } }));
}

describe('readPlatformSettings', () => {
  it('reads the three ways to reach a cluster', () => {
    expect(
      read({
        local: {
          title: 'Local',
          kubeconfig: { path: '../kubeconfig', context: 'local' },
          identity: 'serviceAccount',
          delivery: { mode: 'direct' },
        },
        pod: { inCluster: true },
        remote: {
          url: 'https://kube.example.org',
          caData: 'Q0E=',
          serviceAccountToken: 'sesame',
        },
      }),
    ).toEqual([
      {
        name: 'local',
        title: 'Local',
        access: {
          type: 'kubeconfig',
          path: '../kubeconfig',
          context: 'local',
        },
      },
      { name: 'pod', title: 'pod', access: { type: 'inCluster' } },
      {
        name: 'remote',
        title: 'remote',
        access: {
          type: 'url',
          url: 'https://kube.example.org',
          caData: 'Q0E=',
          token: 'sesame',
          skipTLSVerify: false,
        },
      },
    ]);
  });

  it('reads who owns what, and refuses owners that are none', () => {
    const owners = {
      annotation: 'example.org/team',
      label: 'team',
      specPaths: { database: 'spec.team' },
      namespaces: { payments: 'payments' },
      default: 'group:default/platform',
    };
    expect(read({ x: { inCluster: true, owners } })).toEqual([
      { name: 'x', title: 'x', access: { type: 'inCluster' }, owners },
    ]);
    const [{ error }] = read({
      x: {
        inCluster: true,
        owners: { default: 'a:b:c', specPaths: { database: 'team' } },
      },
    });
    expect(error).toContain('kratix.platforms.x.owners.default');
    expect(error).toContain('kratix.platforms.x.owners.specPaths.database');
  });

  it('is empty without the key', () => {
    expect(readPlatformSettings(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    [{}, 'has no access; give one of kubeconfig, inCluster, url'],
    [[], 'kratix.platforms.x is wrong'],
    ['text', 'kratix.platforms.x is wrong'],
    [
      { inCluster: true, url: 'https://x' },
      'has more than one access (inCluster, url)',
    ],
    [
      { inCluster: true, kubconfig: {} },
      'kratix.platforms.x has the unknown key kubconfig',
    ],
    [
      { kubeconfig: { path: 'a', contxt: 'b' } },
      'kratix.platforms.x.kubeconfig has the unknown key contxt',
    ],
    [{ url: 'kube.example.org' }, 'url is wrong: has to be an http'],
    [{ inCluster: true, caData: 'x' }, 'caData belongs to url'],
    [
      { inCluster: true, identity: 'oidc' },
      "identity is wrong: only 'serviceAccount' is supported so far",
    ],
    [
      { inCluster: true, delivery: { mode: 'git' } },
      "delivery.mode is wrong: only 'direct' is supported so far",
    ],
  ])('keeps a platform with the settings %j, and its error', (value, error) => {
    const [faulty, good] = read({ x: value, good: { inCluster: true } });
    expect(faulty).toMatchObject({
      name: 'x',
      title: 'x',
      error: expect.stringContaining(error),
    });
    expect(good.access).toBeDefined();
  });

  it.each(['Prod', 'a.b', '1a', 'a--b', 'a_b', '-a'])(
    'keeps a platform with the name %s, and its error',
    name => {
      const [faulty] = read({ [name]: { inCluster: true } });
      expect(faulty).toMatchObject({
        name,
        error: expect.stringContaining('is no name for a platform'),
      });
    },
  );
});
