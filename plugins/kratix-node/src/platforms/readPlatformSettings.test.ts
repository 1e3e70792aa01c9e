import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';
import { readPlatformSettings } from './readPlatformSettings';

function read(platforms: JsonObject, more: JsonObject = {}) {
  return readPlatformSettings(
    new ConfigReader({ kratix: { platforms }, ...more }),
  );
}

const kubernetes = {
  clusterLocatorMethods: [
    { type: 'catalog' },
    {
      type: 'config',
      clusters: [
        {
          name: 'prod',
          url: 'https://prod.example.org',
          authProvider: 'oidc',
          oidcTokenProvider: 'okta',
          serviceAccountToken: 'sesame',
          caFile: '/etc/ca.crt',
          caData: 'aWdub3JlZA==',
        },
        {
          name: 'people-only',
          url: 'https://x.example.org',
          authProvider: 'google',
        },
        {
          name: 'pod',
          url: 'https://ignored.example.org',
          authProvider: 'serviceAccount',
        },
        { name: 'odd', authProvider: 'serviceAccount' },
      ],
    },
  ],
};

const serviceAccount = { type: 'serviceAccount' };

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
        identity: serviceAccount,
      },
      {
        name: 'pod',
        title: 'pod',
        access: { type: 'inCluster' },
        identity: serviceAccount,
      },
      {
        name: 'remote',
        title: 'remote',
        identity: serviceAccount,
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
      {
        name: 'x',
        title: 'x',
        access: { type: 'inCluster' },
        identity: serviceAccount,
        owners,
      },
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

  it('reads how state stores are read, and refuses access that is two things', () => {
    const url = 'https://git.example.org/state.git';
    const stores = (access: JsonObject) => ({
      x: { inCluster: true, stateStores: { state: { url, ...access } } },
    });
    expect(read(stores({ token: 'sesame' }))).toMatchObject([
      {
        stateStores: {
          state: { url, access: { credentials: { password: 'sesame' } } },
        },
      },
    ]);
    expect(read(stores({}))).toMatchObject([
      { stateStores: { state: { url, access: { integrations: true } } } },
    ]);
    const [{ error }] = read(stores({ token: 'sesame', password: 'open' }));
    expect(error).toContain('kratix.platforms.x.stateStores.state');
    expect(error).not.toMatch(/sesame|open/);
  });

  it('reads authority and token from files', () => {
    expect(
      read({
        remote: {
          url: 'https://kube.example.org',
          caFile: '/etc/ca.crt',
          serviceAccountTokenFile: '/etc/token',
        },
      })[0].access,
    ).toMatchObject({ caFile: '/etc/ca.crt', tokenFile: '/etc/token' });
  });

  it("takes a cluster of Backstage's own Kubernetes configuration", () => {
    const [prod, pod] = read(
      {
        prod: { kubernetesCluster: 'prod', identity: 'oidc' },
        pod: { kubernetesCluster: 'pod' },
      },
      { kubernetes },
    );
    expect(prod).toMatchObject({
      identity: { type: 'oidc', provider: 'okta' },
      access: {
        type: 'url',
        url: 'https://prod.example.org',
        caFile: '/etc/ca.crt',
        caData: undefined,
        token: 'sesame',
        skipTLSVerify: false,
      },
    });
    expect(pod.access).toEqual({ type: 'inCluster' });
  });

  it.each([
    ['absent', 'there are prod, people-only, pod, odd'],
    ['people-only', 'has no serviceAccountToken, and its authProvider google'],
    ['odd', 'is not complete: url: Required'],
  ])('says why the cluster %s cannot be used', (name, message) => {
    const [faulty] = read({ x: { kubernetesCluster: name } }, { kubernetes });
    expect(faulty.error).toContain(`kratix.platforms.x.kubernetesCluster`);
    expect(faulty.error).toContain(message);
  });

  it.each([
    ['serviceAccount', serviceAccount],
    [
      { type: 'oidc', provider: 'okta' },
      { type: 'oidc', provider: 'okta' },
    ],
    [
      'impersonate',
      {
        type: 'impersonate',
        userFrom: { from: 'entityRef', form: 'full', prefix: '' },
        groupsFrom: { from: 'entityRef', form: 'full', prefix: '' },
      },
    ],
    [
      {
        type: 'impersonate',
        userFrom: { profile: 'email', prefix: 'sso:' },
        groupsFrom: { annotation: 'example.org/group-id' },
      },
      {
        type: 'impersonate',
        userFrom: { from: 'profile', field: 'email', prefix: 'sso:' },
        groupsFrom: {
          from: 'annotation',
          key: 'example.org/group-id',
          prefix: '',
        },
      },
    ],
  ])('reads the identity %j', (identity, expected) => {
    expect(read({ x: { inCluster: true, identity } })[0].identity).toEqual(
      expected,
    );
  });

  it('is empty without the key', () => {
    expect(readPlatformSettings(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    [
      {},
      'has no access; give one of kubeconfig, inCluster, url, kubernetesCluster',
    ],
    [[], 'kratix.platforms.x is wrong'],
    ['text', 'kratix.platforms.x is wrong'],
    [
      { inCluster: true, url: 'https://x' },
      'has more than one access (inCluster, url)',
    ],
    [
      { inCluster: true, kubconfig: {} },
      'kratix.platforms.x has the unknown key kubconfig; known are title, owners, kubeconfig,',
    ],
    [
      { kubeconfig: { path: 'a', contxt: 'b' } },
      'kratix.platforms.x.kubeconfig has the unknown key contxt; known are path, context',
    ],
    [{ url: 'kube.example.org' }, 'url is wrong: has to be an http'],
    [{ inCluster: true, caData: 'x' }, 'caData belongs to url'],
    [
      { url: 'https://x', caData: 'QQ==', caFile: '/a' },
      'kratix.platforms.x.caData says the same as caFile',
    ],
    [
      { inCluster: true, identity: 'oidc' },
      'kratix.platforms.x.identity is oidc, and nothing says whose token to use',
    ],
    [
      { inCluster: true, identity: 'root' },
      'identity.type is wrong: has to be one of serviceAccount, impersonate, oidc',
    ],
    [
      { inCluster: true, identity: { type: 'impersonate', usersFrom: {} } },
      'identity has the unknown key usersFrom; known are type, userFrom, groupsFrom',
    ],
    [
      {
        inCluster: true,
        identity: { type: 'impersonate', userFrom: { prefix: 'system:' } },
      },
      'identity.userFrom.prefix must not start with system:',
    ],
    [
      {
        inCluster: true,
        identity: {
          type: 'impersonate',
          groupsFrom: { profile: 'email', annotation: 'a/b' },
        },
      },
      'groupsFrom names more than one source (annotation, profile)',
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
