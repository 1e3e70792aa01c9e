import { ConfigReader } from '@backstage/config';
import { readSources } from './readSources';

const read = (source: object) =>
  readSources(
    new ConfigReader({
      catalog: { providers: { kratix: { teams: { ...source } } } },
    }),
  );

const store = { destination: 'catalog' };

describe('readSources', () => {
  it('fills in what is left out', () => {
    expect(read({ platform: 'prod', stateStore: store })).toMatchObject([
      {
        id: 'teams',
        settings: {
          platform: 'prod',
          destination: 'catalog',
          kinds: ['Group', 'User'],
          removalGuard: { share: 0.3, atLeast: 10 },
        },
      },
    ]);
  });

  it('takes credentials for the address that they are for', () => {
    const url = 'https://git.example.com/catalog.git';
    expect(
      read({ platform: 'prod', stateStore: { ...store, url, token: 'x' } }),
    ).toMatchObject([
      {
        settings: {
          overrides: { url },
          access: { credentials: { password: 'x' } },
        },
      },
    ]);
  });

  it.each([
    ['no platform', { stateStore: store }, /platform/],
    ['neither', { schedule: {} }, /platform/],
    [
      'a kind that is none for a request',
      { platform: 'prod', requestKind: 'Group' },
      /requestKind "Group".*Resource, Component/,
    ],
    [
      'an unknown way to name',
      { platform: 'prod', naming: { model: 'hash' } },
      /naming.model "hash"/,
    ],
    [
      'a namespace that the catalog refuses',
      { platform: 'prod', naming: { namespace: 'A b' } },
      /naming.namespace "A b"/,
    ],
    [
      'an owner that is none',
      { platform: 'prod', defaultOwner: 'a:b:c' },
      /defaultOwner "a:b:c"/,
    ],
    ['a bad tag', { platform: 'prod', tags: ['A tag'] }, /tag "A tag"/],
    [
      'credentials without the address that they are for',
      { platform: 'prod', stateStore: { ...store, token: 'hush' } },
      /credentials without a url/,
    ],
    [
      'two secrets',
      {
        platform: 'prod',
        stateStore: { ...store, url: 'x', token: 'hush', password: 'hush' },
      },
      /both a token and a password/,
    ],
    [
      'a guard that cannot be',
      { platform: 'prod', stateStore: store, removalGuard: { share: 30 } },
      /removalGuard\.share/,
    ],
    [
      'Location',
      { platform: 'prod', stateStore: store, kinds: ['Group', 'location'] },
      /never taken/,
    ],
  ])('names the key and the problem of %s, and no secret', (_, source, why) => {
    const problem = expect.stringMatching(why);
    const [result] = read(source);
    expect(result).toEqual({ id: 'teams', problem });
    expect(JSON.stringify(result)).toContain('catalog.providers.kratix.teams');
    expect(JSON.stringify(result)).not.toContain('hush');
  });

  it.each([
    [false, false],
    [true, { share: 0.3, atLeast: 10 }],
    [{ share: 0.5 }, { share: 0.5, atLeast: 10 }],
    [{ atLeast: 0 }, { share: 0.3, atLeast: 0 }],
  ])('reads the removal guard %p', (removalGuard, expected) => {
    expect(
      read({ platform: 'prod', stateStore: store, removalGuard }),
    ).toMatchObject([{ settings: { removalGuard: expected } }]);
  });

  it('reads a source of Promises and requests, with defaults', () => {
    expect(
      read({
        platform: 'prod',
        defaultOwner: 'platform',
        promises: { deny: ['test-*'] },
      }),
    ).toMatchObject([
      {
        id: 'teams',
        objects: {
          platform: 'prod',
          defaultOwner: 'group:default/platform',
          promises: { allow: ['*'], deny: ['test-*'] },
          namespaces: { allow: ['*'], deny: [] },
          requestKind: 'Resource',
          naming: { model: 'full', namespace: 'default' },
          labels: [],
          annotations: [],
          tags: [],
        },
      },
    ]);
  });

  it('gives nothing where nothing is configured', () => {
    expect(readSources(new ConfigReader({}))).toEqual([]);
  });
});

describe('readSources, of state stores', () => {
  const problemOf = (stateStore: object, rest: object = {}) =>
    read({
      platform: 'prod',
      stateStore: { ...store, ...stateStore },
      ...rest,
    });

  it('takes ssh, a bucket and names', () => {
    const ssh = { privateKey: 'key', knownHosts: 'host' };
    expect(problemOf({ ssh })).toMatchObject([
      { settings: { access: { ssh, integrations: false } } },
    ]);
    expect(
      problemOf(
        {
          path: 'x',
          bucket: {
            endpoint: 'https://s3.example.org',
            accessKeyId: 'a',
            secretAccessKey: 'b',
          },
        },
        { namePrefix: 'kratix-', namespace: 'teams' },
      ),
    ).toMatchObject([
      {
        settings: {
          overrides: { endpoint: 'https://s3.example.org', path: 'x' },
          access: {
            bucket: { keys: { accessKeyId: 'a', secretAccessKey: 'b' } },
          },
          naming: { namePrefix: 'kratix-', namespace: 'teams' },
        },
      },
    ]);
  });

  it("uses Backstage's integrations for an address of this configuration alone", () => {
    const url = 'https://github.com/o/r';
    expect(problemOf({ url })).toMatchObject([
      { settings: { access: { integrations: true } } },
    ]);
    expect(problemOf({ url, integrations: false })).toMatchObject([
      { settings: { access: { integrations: false } } },
    ]);
    expect(problemOf({ integrations: true })).toMatchObject([
      { problem: expect.stringContaining('integrations without a url') },
    ]);
  });

  it.each([
    [{ bucket: { accessKeyId: 'a' } }, {}, 'one of bucket.accessKeyId'],
    [{ bucket: {}, url: 'https://x/y' }, {}, 'keep those of the kind'],
    [{ ssh: { privateKey: 'x' } }, {}, 'knownHosts'],
    [{}, { namePrefix: 'a b' }, 'namePrefix "a b"'],
    [{}, { namespace: 'A' }, 'namespace "A"'],
  ])('says what is wrong with %j %j', (stateStore, rest, message) => {
    expect(problemOf(stateStore, rest)).toMatchObject([
      { problem: expect.stringContaining(message) },
    ]);
  });
});
